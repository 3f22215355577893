//! Manage tokens and booking codes: derived from a server secret, so that a replay gives the same ones.

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

/// Letters and digits nobody mistakes for one another.
const ALPHABET: &[u8] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// SHA-256 in hex.
pub fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Compares without leaking where the difference is.
pub fn same(left: &str, right: &str) -> bool {
    left.len() == right.len()
        && left
            .bytes()
            .zip(right.bytes())
            .fold(0, |difference, (a, b)| difference | (a ^ b))
            == 0
}

/// The HMAC key. It never leaves the server.
pub struct Secret(Vec<u8>);

impl Secret {
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(bytes.into())
    }

    /// Thirty-two random bytes in hex.
    pub fn random() -> String {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes).expect("the system has randomness");
        hex(&bytes)
    }

    fn mac(&self, text: &str) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes any key length");
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().into()
    }

    /// The manage token of a registration: 160 bits in hex.
    pub fn manage_token(&self, id: &str) -> String {
        hex(&self.mac(&format!("token:{id}"))[..20])
    }

    /// An eight-character booking code; `attempt` gives another one when a code is taken.
    pub fn code(&self, id: &str, attempt: u32) -> String {
        let mac = self.mac(&format!("code:{attempt}:{id}"));
        let mut number = u64::from_be_bytes(mac[..8].try_into().expect("eight bytes"));
        let radix = ALPHABET.len() as u64;
        (0..8)
            .map(|_| {
                let letter = ALPHABET[(number % radix) as usize];
                number /= radix;
                char::from(letter)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn token_and_code_follow_from_id_and_secret() {
        let secret = Secret::new("a");
        assert_eq!(secret.manage_token("x"), secret.manage_token("x"));
        assert_ne!(secret.manage_token("x"), Secret::new("b").manage_token("x"));
        let code = secret.code("x", 0);
        assert_eq!(code.len(), 8);
        assert!(code.bytes().all(|letter| ALPHABET.contains(&letter)));
        assert_ne!(code, secret.code("x", 1));
    }

    #[test]
    fn comparison() {
        assert!(same("ab", "ab"));
        assert!(!same("ab", "ac"));
        assert!(!same("ab", "abc"));
    }
}
