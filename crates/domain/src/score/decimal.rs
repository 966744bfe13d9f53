//! Points in Russian: decimal text with a comma, and with their noun.

use super::Exact;
use crate::wording::form;

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
    fn a_broken_number_of_points_goes_with_the_genitive() {
        let said: Vec<String> =
            ["1", "89.08", "94", "100", "0", "0,5"].iter().map(|t| points(&Exact::parse(t).unwrap())).collect();
        assert_eq!(said.join(", "), "1 балл, 89,08 балла, 94 балла, 100 баллов, 0 баллов, 0,5 балла");
    }
}
