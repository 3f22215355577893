//! The best row of choices: one for each place in the row, earlier wishes first.

/// Steps after which the search gives up: enough for what people ask, too few to be a burden.
const STEPS: usize = 10_000;

/// One option for each place so that each fits those before it. Of several such rows, the one in which the first
/// place has its earliest wish, then the second, and so on. `None` when there is none, or none was found in time.
pub fn first<T: Clone>(options: &[Vec<T>], fits: &dyn Fn(&[T], &T) -> bool) -> Option<Vec<T>> {
    let mut row = Vec::with_capacity(options.len());
    let mut left = STEPS;
    search(options, fits, &mut row, &mut left).then_some(row)
}

fn search<T: Clone>(
    options: &[Vec<T>],
    fits: &dyn Fn(&[T], &T) -> bool,
    row: &mut Vec<T>,
    left: &mut usize,
) -> bool {
    let Some(wishes) = options.get(row.len()) else {
        return true;
    };
    for wish in wishes {
        if *left == 0 {
            return false;
        }
        *left -= 1;
        if fits(row, wish) {
            row.push(wish.clone());
            if search(options, fits, row, left) {
                return true;
            }
            row.pop();
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn earlier_wishes_first_and_back_again_where_they_lead_nowhere() {
        let apart = |row: &[i32], wish: &i32| !row.contains(wish);
        assert_eq!(first(&[vec![1, 2], vec![3]], &apart), Some(vec![1, 3]));
        assert_eq!(first(&[vec![1, 2], vec![1]], &apart), Some(vec![2, 1]));
        assert_eq!(first(&[vec![1], vec![1]], &apart), None);
        assert_eq!(first(&[], &apart), Some(vec![]));
    }

    #[test]
    fn a_search_without_end_ends() {
        let options = vec![(0..8).collect::<Vec<i32>>(); 60];
        assert_eq!(first(&options, &|row, _| row.len() < 59), None);
    }
}
