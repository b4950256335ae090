//! Chance that comes out the same each time.

/// Numbers out of a seed (splitmix64). Not for secrets.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Dice of a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Any number.
    pub const fn any(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below another; 0 below 0.
    pub fn below(&mut self, end: usize) -> usize {
        let any = self.any() >> 33;
        usize::try_from(any).unwrap_or(0) % end.max(1)
    }

    /// A small number below another.
    pub fn small(&mut self, end: u16) -> u16 {
        u16::try_from(self.below(usize::from(end))).unwrap_or(0)
    }

    /// Whether something happens that happens so often in a hundred times.
    pub fn happens(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of several.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// A division of a made-up province of nine cities, 72 counties and 936 towns; now and then an upper one.
    pub fn division(&mut self) -> String {
        let (city, county, town) = (self.below(9) + 1, self.below(8) + 1, self.below(13) + 1);
        match self.below(200) {
            0 => "35".to_owned(),
            1..=5 => format!("35{city:02}"),
            6..=40 => format!("35{city:02}{county:02}"),
            _ => format!("35{city:02}{county:02}{town:03}"),
        }
    }

    /// Sixteen bytes of an id.
    pub fn id(&mut self) -> uuid::Uuid {
        uuid::Uuid::from_u64_pair(self.any(), self.any())
    }
}
