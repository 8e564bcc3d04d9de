//! Why a file is not read: what it is instead of a file that is, how large it is, or where it leads. Never what stands in it.

use std::io;
use std::path::PathBuf;

/// Each says what is wrong after "it".
#[derive(Debug, thiserror::Error)]
pub enum Unread {
    #[error("cannot be opened: {0}")]
    Io(#[from] io::Error),

    /// As in "it is a directory".
    #[error("is {0}, and only regular files are read")]
    NotRegular(&'static str),

    #[error("is made by the system while it is read, and only regular files are read")]
    OfTheSystem,

    #[error("is a link to `{}`, which is not there", .0.display())]
    LeadsNowhere(PathBuf),

    #[error("holds {size} bytes, and at most {most} ({}) are read", mebibytes(*most))]
    TooLarge { size: u64, most: u64 },

    #[error("is not UTF-8 text, from line {line} on")]
    NotText { line: usize },

    /// As it is seen from the working directory.
    #[error("leads to `{}`, outside of its folder and its repository", .0.display())]
    Outside(PathBuf),
}

impl Unread {
    /// How to mend it.
    pub fn help(&self) -> String {
        match self {
            Self::Io(_) => "is the path right, and may this user read it?".to_owned(),
            Self::NotRegular(_) | Self::OfTheSystem => "put a regular file in its place, or name another".to_owned(),
            Self::LeadsNowhere(_) => "mend the link, or take it away".to_owned(),
            Self::TooLarge { .. } => "is it the right file? split it, if it is".to_owned(),
            Self::NotText { .. } => "save it as UTF-8".to_owned(),
            Self::Outside(_) => {
                "`--allow-outside DIR` lets files that others name, links and what is found lead there too".to_owned()
            }
        }
    }
}

fn mebibytes(bytes: u64) -> String {
    format!("{} MiB", bytes.div_ceil(1 << 20))
}
