//! Numbers with their nouns in Russian.

use super::Exact;

/// The form of a noun after a whole number: 1 балл, 2 балла, 5 баллов.
pub(crate) fn form(n: u64, [one, few, many]: [&'static str; 3]) -> &'static str {
    match (n % 10, n % 100) {
        (_, 11..=14) => many,
        (1, _) => one,
        (2..=4, _) => few,
        _ => many,
    }
}

/// A whole number with its noun: «21 пункт».
pub(crate) fn counted(n: u64, forms: [&'static str; 3]) -> String {
    format!("{n} {}", form(n, forms))
}

/// Decimal text with a comma, as few decimals as needed.
pub(crate) fn decimal(value: &Exact) -> String {
    value.to_string().replace('.', ",")
}

/// Points with their noun: «86 баллов», «89,08 балла».
pub(crate) fn points(value: &Exact) -> String {
    let text = decimal(value);
    let forms = ["балл", "балла", "баллов"];
    let noun = text.parse::<u64>().map_or("балла", |whole| form(whole, forms));
    format!("{text} {noun}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_agree_with_their_numbers() {
        let said: Vec<String> = [1, 2, 5, 11, 12, 21, 24, 100, 101, 111]
            .into_iter()
            .map(|n| counted(n, ["пункт", "пункта", "пунктов"]))
            .collect();
        let expected = "1 пункт, 2 пункта, 5 пунктов, 11 пунктов, 12 пунктов, 21 пункт, 24 пункта, 100 пунктов, \
                        101 пункт, 111 пунктов";
        assert_eq!(said.join(", "), expected);
        let said: Vec<String> =
            ["1", "89.08", "94", "100", "0", "0,5"].iter().map(|t| points(&Exact::parse(t).unwrap())).collect();
        assert_eq!(said.join(", "), "1 балл, 89,08 балла, 94 балла, 100 баллов, 0 баллов, 0,5 балла");
    }
}
