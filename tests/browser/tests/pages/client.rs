//! The client itself: pages beside each other, and what is heard of a page.

use std::{
    fs,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    thread,
};
use wizfi360_browser::{Key, Page, Result, Viewport, file_url};

const PAGE: &str = "<!doctype html><meta name=viewport content='width=device-width'>
    <title>A page</title><input id=q><button id=go>Go</button>
    <p id=said style='margin-top: 2000px'></p>
    <script>go.onclick = () => { said.textContent = q.value; };</script>";

#[test]
fn pages_beside_each_other_do_not_disturb_each_other() -> Result<()> {
    let (_folder, url) = written(PAGE)?;
    let texts: Vec<String> = (0..4).map(|number| format!("text {number}")).collect();
    thread::scope(|scope| {
        let attempts: Vec<_> = texts
            .iter()
            .map(|text| {
                let url = &url;
                scope.spawn(move || -> Result<()> {
                    let page = Page::new(Viewport::DESKTOP)?;
                    page.open(url)?;
                    page.call::<()>("(text) => localStorage.setItem('text', text)", [text])?;
                    page.find("#q").press(Key::Char('!'))?;
                    page.find("#q").fill(text)?;
                    page.find("#go").click()?;
                    page.find("#said").shows(text)?;
                    page.reload()?;
                    assert_eq!(page.eval::<String>("localStorage.getItem('text')")?, *text);
                    assert_eq!(page.heard(), [""; 0]);
                    Ok(())
                })
            })
            .collect();
        attempts.into_iter().try_for_each(|attempt| attempt.join().expect("no panic"))
    })
}

#[test]
fn what_a_page_logs_throws_reports_and_fetches_is_heard() -> Result<()> {
    let (_folder, url) = written(
        "<script>console.log('one', 2); setTimeout(() => { throw new Error('three'); });</script>
        <img src='http://four.invalid/4.png'><img src='data:,'>",
    )?;
    let page = Page::new(Viewport::DESKTOP)?;
    page.open(&url)?;
    assert_eq!(page.requests(), [url.as_str(), "http://four.invalid/4.png"]);
    page.wait_for("the timer", "() => new Promise((done) => setTimeout(() => done(true)))", ())?;
    let heard = page.heard().join("\n");
    for part in ["console.log: one 2", "error: Error: three", "four.invalid"] {
        assert!(heard.contains(part), "{part} is missing in:\n{heard}");
    }
    Ok(())
}

#[test]
fn a_page_of_a_server_on_this_machine_opens() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}/page.html", listener.local_addr()?);
    // A thread for each connection: a browser may open some that it sends nothing over.
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || answer(stream));
        }
    });
    let page = Page::new(Viewport::DESKTOP)?;
    page.open(&url)?;
    assert_eq!(page.eval::<String>("document.title")?, "A page");
    assert_eq!(page.requests()[0], url);
    Ok(())
}

#[test]
fn what_cannot_be_opened_or_evaluated_is_an_error() -> Result<()> {
    let page = Page::new(Viewport::DESKTOP)?;
    let errors = [
        (page.open("file:///no/such/page.html").unwrap_err(), "ERR_FILE_NOT_FOUND"),
        (page.open("http://example.com/").unwrap_err(), "ERR_NAME_NOT_RESOLVED"),
        (page.eval::<u8>("nothing.there").unwrap_err(), "ReferenceError: nothing is not defined"),
        (page.eval::<u8>("'a'").unwrap_err(), "the value of `'a'`: invalid type"),
    ];
    for (error, part) in errors {
        assert!(error.to_string().contains(part), "{error}");
    }
    Ok(())
}

#[test]
fn small_and_pale_texts_are_noticed() -> Result<()> {
    let (_folder, url) = written(
        "<p class=good>black on white</p><p class=pale style='color: #888'>pale</p>
        <p class=small style='font-size: 11px'>small</p>
        <div style='background: #000'><p class=dark>black on black</p></div>",
    )?;
    let page = Page::new(Viewport::DESKTOP)?;
    page.open(&url)?;
    let unreadable =
        ["P.pale in : contrast 3.54", "P.small in : 11px", "P.dark in : contrast 1.00"];
    assert_eq!(page.unreadable()?, unreadable);
    Ok(())
}

#[test]
fn a_picture_is_as_large_as_the_window_or_the_page() -> Result<()> {
    let (_folder, url) = written(PAGE)?;
    let page = Page::new(Viewport::PHONE)?;
    page.open(&url)?;
    let (width, height) = size(&page.screenshot(false)?);
    assert_eq!((width, height), (Viewport::PHONE.width, Viewport::PHONE.height));
    let (width, whole) = size(&page.screenshot(true)?);
    assert!(width == Viewport::PHONE.width && whole > 2000, "{width} by {whole}");
    Ok(())
}

/// Answers a request with the page.
fn answer(mut stream: TcpStream) {
    let _ = stream.read(&mut [0; 4096]);
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close";
    let _ = write!(stream, "{head}\r\nContent-Length: {}\r\n\r\n{PAGE}", PAGE.len());
}

fn written(html: &str) -> Result<(tempfile::TempDir, String)> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("page.html");
    fs::write(&path, html)?;
    let url = file_url(&path)?;
    Ok((folder, url))
}

/// The size of a PNG, from its first chunk.
fn size(png: &[u8]) -> (u32, u32) {
    assert!(png.starts_with(b"\x89PNG"));
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
    (number(16), number(20))
}
