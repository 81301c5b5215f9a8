//! `ostler lsp`: the language server over standard input and output.

use lsp_server::{Connection, Message};
use ostler_core::lang::REGISTRY;
use ostler_lsp::server::Server;

use crate::args::LspArgs;
use crate::exit::{Failure, Outcome};
use crate::os_files::OsFiles;

/// Runs until the editor says goodbye or hangs up.
pub fn run(args: &LspArgs) -> Result<Outcome, Failure> {
    let engine = args.target.engine()?;
    let (connection, threads) = Connection::stdio();
    let mut server = Server::new(REGISTRY, engine.options().clone()).with_files(Box::new(OsFiles));
    let code = serve(&connection, &mut server);
    // The writer ends when its channel does.
    drop(connection);
    threads.join().map_err(|e| Failure(format!("the connection to the editor broke: {e}")))?;
    Ok(if code == Some(0) { Outcome::Clean } else { Outcome::Findings })
}

fn serve(connection: &Connection, server: &mut Server) -> Option<u8> {
    let messages = &connection.receiver;
    let send = |out: Vec<Message>| {
        for message in out {
            // An editor that is gone is noticed when reading.
            let _ = connection.sender.send(message);
        }
    };
    while let Ok(first) = messages.recv() {
        send(server.handle_batch(core::iter::once(first).chain(messages.try_iter())));
        if server.exit_code().is_some() {
            break;
        }
        while messages.is_empty() && !server.is_idle() {
            send(server.idle(&|| !messages.is_empty()));
        }
    }
    server.exit_code()
}
