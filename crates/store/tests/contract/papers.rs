use otklik_store::Store;
use otklik_store::record::PaperHash;
use otklik_testkit::builders::act;

pub(crate) async fn bytes_come_back_as_they_were(store: &dyn Store) {
    for size in [0_usize, 1, (1 << 20) - 1, 1 << 20, (1 << 20) * 2 + 17] {
        let bytes: Vec<u8> = (0..size).map(|at| (at % 251) as u8).collect();
        let paper = store.keep_paper(&act("read_plan_paper"), "план.docx", "docx", &bytes).await.expect("kept");
        assert_eq!(paper.size_bytes, size as i64);
        let back = store.find_paper_bytes(paper.hash).await.expect("read").expect("there");
        assert!(back == bytes, "{size} bytes differ");
    }
    assert_eq!(store.find_paper_bytes(PaperHash([7; 32])).await.expect("read"), None);
    assert!(store.verify().await.expect("checked").is_empty());
}

pub(crate) async fn the_same_bytes_are_kept_once(store: &dyn Store) {
    let first = store.keep_paper(&act("read_plan_paper"), "план.docx", "docx", b"abc").await.expect("kept");
    let edition = store.edition().await.expect("read");
    let second = store.keep_paper(&act("read_plan_paper"), "копия.docx", "docx", b"abc").await.expect("kept");
    assert_eq!(first, second);
    assert_eq!(store.edition().await.expect("read"), edition);
}
