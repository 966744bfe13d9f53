//! `cargo xtask vendor-assets`: copies what browsers need from pinned npm packages into `crates/web/assets`.
//!
//! In come `tools/assets/package.json` and its lock; out go stylesheet, fonts, licences and their check sums, all
//! committed, so that building needs no Node. It refuses to change anything by hand: the transform is all here.

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;

const FONTS: [(&str, &str, &str); 12] = [
    ("golos-text", "cyrillic", "400"),
    ("golos-text", "cyrillic", "700"),
    ("golos-text", "cyrillic-ext", "400"),
    ("golos-text", "cyrillic-ext", "700"),
    ("golos-text", "latin", "400"),
    ("golos-text", "latin", "700"),
    ("golos-text", "latin-ext", "400"),
    ("golos-text", "latin-ext", "700"),
    ("pt-serif", "cyrillic", "400"),
    ("pt-serif", "cyrillic", "700"),
    ("pt-serif", "latin", "400"),
    ("pt-serif", "latin", "700"),
];

/// Vendors the assets anew. Run in the workspace root.
pub(crate) fn vendor_assets(root: &Path) -> Result<()> {
    let tools = root.join("tools/assets");
    run(Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&tools))?;
    let modules = tools.join("node_modules");
    let assets = root.join("crates/web/assets");
    fs::create_dir_all(assets.join("LICENSES"))?;

    let css = read(&modules.join("govuk-frontend/dist/govuk/govuk-frontend.min.css"))?;
    fs::write(assets.join("govuk.css"), transform(&css)?)?;
    fs::write(assets.join("LICENSES/govuk-frontend.txt"), GOVUK_LICENCE)?;
    for family in ["golos-text", "pt-serif"] {
        fs::copy(
            modules.join("@fontsource").join(family).join("LICENSE"),
            assets.join("LICENSES").join(family).with_extension("txt"),
        )?;
    }
    for (family, subset, weight) in FONTS {
        let name = format!("{family}-{subset}-{weight}-normal.woff2");
        fs::copy(modules.join("@fontsource").join(family).join("files").join(&name), assets.join(&name))
            .with_context(|| name.clone())?;
    }
    sum(&assets)
}

/// The stylesheet without the fonts and pictures of its makers, which nobody else may use.
fn transform(css: &str) -> Result<String> {
    let mut css = css.to_owned();
    let mut n_faces = 0;
    while let Some(from) = css.find("@font-face{") {
        let to = css[from..].find('}').context("a font face without an end")? + from + 1;
        css.replace_range(from..to, "");
        n_faces += 1;
    }
    let n_fonts = css.matches("GDS Transport,arial,sans-serif").count();
    let n_crests = css.matches("url(/assets/images/govuk-crest.svg)").count();
    if n_faces != 2 || n_fonts == 0 || n_crests == 0 {
        bail!("govuk-frontend changed: {n_faces} font faces, {n_fonts} font families, {n_crests} crests");
    }
    css = css.replace("GDS Transport,arial,sans-serif", "var(--p-font,Arial,sans-serif)");
    css = css.replace("url(/assets/images/govuk-crest.svg)", "none");
    if let Some(at) = css.find("/*# sourceMappingURL") {
        css.truncate(at);
    }
    for forbidden in ["GDS Transport", "url(", "@import"] {
        if css.contains(forbidden) {
            bail!("the stylesheet still has «{forbidden}»");
        }
    }
    Ok(css.trim_end().to_owned() + "\n")
}

fn sum(assets: &Path) -> Result<()> {
    let mut names: Vec<String> = Vec::new();
    for entry in fs::read_dir(assets)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_file() && name != "SHA256SUMS" {
            names.push(name);
        }
    }
    names.sort();
    let out = Command::new("sha256sum").args(&names).current_dir(assets).output()?;
    fs::write(assets.join("SHA256SUMS"), out.stdout)?;
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}

fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{command:?}"))?;
    if !status.success() {
        bail!("{command:?} ended with {status}");
    }
    Ok(())
}

const GOVUK_LICENCE: &str = "govuk-frontend <https://github.com/alphagov/govuk-frontend>
The MIT License (MIT)

Copyright (c) 2017 Crown Copyright (Government Digital Service)

Permission is hereby granted, free of charge, to any person obtaining a copy of
this software and associated documentation files (the \"Software\"), to deal in
the Software without restriction, including without limitation the rights to
use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of
the Software, and to permit persons to whom the Software is furnished to do so,
subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED \"AS IS\", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS
FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER
IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
";
