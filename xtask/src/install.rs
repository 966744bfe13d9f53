//! What tests and benchmarks need of the system, installed once and said aloud.
//!
//! In comes a list of programs with the Debian packages that bring them; what is there already is left alone.
//! Without the rights to install, the command to type is printed instead.

use crate::{postgres, shell, tree};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;

/// A program, and the packages that bring it.
struct Need {
    program: &'static str,
    packages: &'static [&'static str],
    why: &'static str,
}

const FOR_TESTS: &[Need] = &[
    Need { program: "postgres", packages: &["postgresql-common", "postgresql"], why: "the store's second engine" },
    Need { program: "pdftotext", packages: &["poppler-utils"], why: "reads our PDFs back, and their tags" },
    Need { program: "qpdf", packages: &["qpdf"], why: "checks our PDFs" },
    Need { program: "node", packages: &["nodejs"], why: "drives the browser" },
    Need { program: "npm", packages: &["npm"], why: "brings what drives the browser" },
    Need { program: "chromium", packages: &["chromium"], why: "the browser" },
];

const FOR_BENCH: &[Need] = &[
    Need { program: "pandoc", packages: &["pandoc"], why: "a peer in reading documents" },
    Need {
        program: "soffice",
        packages: &["libreoffice-writer-nogui", "libreoffice-calc-nogui", "fonts-liberation"],
        why: "a peer in reading and in setting PDF",
    },
];

/// Installs what is missing; with `--bench` also the peers of the benchmarks.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let mut needs: Vec<&Need> = FOR_TESTS.iter().collect();
    if args.iter().any(|arg| arg == "--bench") {
        needs.extend(FOR_BENCH);
    }
    let missing: Vec<&Need> = needs.into_iter().filter(|need| !is_there(need.program)).collect();
    for need in &missing {
        println!("install: {} is missing ({})", need.program, need.why);
    }
    if !missing.is_empty() {
        install(&missing)?;
    }
    browser_packages()?;
    println!("install: everything is there");
    Ok(())
}

fn is_there(program: &str) -> bool {
    match program {
        "postgres" => postgres::programs().is_some(),
        _ => shell::which(program).is_some(),
    }
}

fn install(missing: &[&Need]) -> Result<()> {
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages.iter().copied()).collect();
    if !shell::is_root() || shell::which("apt-get").is_none() {
        bail!("please install, then run again: sudo apt-get install --no-install-recommends {}", packages.join(" "));
    }
    println!("install: apt-get update");
    shell::run_quietly(apt().arg("update"))?;
    if packages.contains(&"postgresql") {
        without_a_standing_cluster()?;
    }
    println!("install: apt-get install {}", packages.join(" "));
    if install_packages(&packages).is_err() {
        println!("install: mending a half-done installation, then once more");
        shell::run_quietly(Command::new("dpkg").args(["--configure", "-a"]))?;
        shell::run_quietly(apt().args(["-f", "install", "-y"]))?;
        install_packages(&packages)?;
    }
    Ok(())
}

fn install_packages(packages: &[&str]) -> Result<()> {
    shell::run_quietly(apt().args(["install", "-y", "--no-install-recommends"]).args(packages))
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive").args(["-o", "DPkg::Lock::Timeout=300"]);
    command
}

/// The tests start their own PostgreSQL; the package need not start one for the machine.
fn without_a_standing_cluster() -> Result<()> {
    install_packages(&["postgresql-common"])?;
    let file = Path::new("/etc/postgresql-common/createcluster.conf");
    if let Ok(text) = std::fs::read_to_string(file) {
        std::fs::write(file, text.replace("#create_main_cluster = true", "create_main_cluster = false"))?;
    }
    Ok(())
}

/// The packages of `tests/browser`, exactly as its lock file names them.
fn browser_packages() -> Result<()> {
    let folder = tree::root().join("tests/browser");
    let (lock, done) = (folder.join("package-lock.json"), folder.join("node_modules/.package-lock.json"));
    let changed = |file: &Path| file.metadata().and_then(|file| file.modified()).ok();
    if !lock.is_file() || changed(&done) >= changed(&lock) && done.is_file() {
        return Ok(());
    }
    println!("install: npm ci in tests/browser");
    let mut npm = Command::new("npm");
    npm.current_dir(folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    shell::run_quietly(&mut npm)
}
