//! One answer of a server, as it comes over the wire.

use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;

/// Reads one whole answer; gives its status.
pub(crate) async fn status(stream: &mut TcpStream, answer: &mut [u8]) -> std::io::Result<[u8; 3]> {
    let mut filled = 0;
    loop {
        let n = stream.read(&mut answer[filled..]).await?;
        if n == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        filled += n;
        let Some(head) = answer[..filled].windows(4).position(|it| it == b"\r\n\r\n") else { continue };
        if filled >= head + 4 + length(&answer[..head]) {
            return Ok([answer[9], answer[10], answer[11]]);
        }
    }
}

fn length(head: &[u8]) -> usize {
    let named = b"content-length: ";
    let at = head.windows(named.len()).position(|it| it.eq_ignore_ascii_case(named)).map(|at| at + named.len());
    let digits = at.map_or(&[][..], |at| &head[at..]).iter().take_while(|byte| byte.is_ascii_digit());
    digits.fold(0, |sum, digit| sum * 10 + usize::from(digit - b'0'))
}
