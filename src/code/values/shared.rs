//! A list of which copies share what none of them has changed: a tree of which only the way to a change is copied. Copying one costs
//! nothing, and comparing or joining two costs what differs between them.

use std::cell::Cell;
use std::rc::Rc;

const WIDTH: usize = 16;

#[derive(Debug, Clone)]
pub(super) struct Shared<T> {
    root: Option<Rc<Node<T>>>,
    /// Levels above the leaves.
    height: u32,
}

#[derive(Debug)]
struct Node<T> {
    items: Items<T>,
    /// Joining it with what is in no list changes nothing, since that was done. Else each of many ways that meet would look at what all
    /// before it have left.
    is_settled: Cell<bool>,
}

#[derive(Debug, Clone)]
enum Items<T> {
    Leaf(Vec<T>),
    Inner(Vec<Option<Rc<Node<T>>>>),
}

impl<T: Clone> Clone for Node<T> {
    /// A copy is made to be changed.
    fn clone(&self) -> Self {
        Self::of(self.items.clone())
    }
}

impl<T> Node<T> {
    fn of(items: Items<T>) -> Self {
        Self { items, is_settled: Cell::new(false) }
    }
}

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self { root: None, height: 0 }
    }
}

impl<T: Clone + PartialEq + Default> Shared<T> {
    pub(super) fn get(&self, at: usize) -> Option<&T> {
        let mut node = self.root.as_deref().filter(|_| at < reach(self.height))?;
        let mut height = self.height;
        loop {
            match &node.items {
                Items::Leaf(items) => return items.get(at % WIDTH),
                Items::Inner(children) => {
                    height -= 1;
                    node = children.get(at / reach(height) % WIDTH)?.as_deref()?;
                }
            }
        }
    }

    pub(super) fn set(&mut self, at: usize, value: T) {
        if self.get(at).map_or_else(|| T::default() == value, |known| *known == value) {
            return;
        }
        while at >= reach(self.height) {
            self.rise();
        }
        put(&mut self.root, self.height, at, value);
    }

    /// One level more, with room for `WIDTH` times as much.
    fn rise(&mut self) {
        if let Some(root) = self.root.take() {
            let mut children = vec![None; WIDTH];
            children[0] = Some(root);
            self.root = Some(Rc::new(Node::of(Items::Inner(children))));
        }
        self.height += 1;
    }

    /// What is in neither list is left alone; what is in one of them is joined with the default.
    pub(super) fn join(&mut self, other: &Self, join: &dyn Fn(usize, &mut T, &T)) {
        let mut other = other.clone();
        while self.height < other.height {
            self.rise();
        }
        while other.height < self.height {
            other.rise();
        }
        join_nodes(&mut self.root, other.root.as_ref(), (self.height, 0), join);
    }
}

impl<T: PartialEq> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        self.height == other.height && same(self.root.as_ref(), other.root.as_ref())
    }
}

/// So many items are below a node of that height.
fn reach(height: u32) -> usize {
    WIDTH.pow(height + 1)
}

fn put<T: Clone + Default>(node: &mut Option<Rc<Node<T>>>, height: u32, at: usize, value: T) {
    let node = Rc::make_mut(node.get_or_insert_with(|| Rc::new(empty(height))));
    node.is_settled.set(false);
    match &mut node.items {
        Items::Leaf(items) => items[at % WIDTH] = value,
        Items::Inner(children) => put(&mut children[at / reach(height - 1) % WIDTH], height - 1, at, value),
    }
}

fn empty<T: Clone + Default>(height: u32) -> Node<T> {
    Node::of(if height == 0 { Items::Leaf(vec![T::default(); WIDTH]) } else { Items::Inner(vec![None; WIDTH]) })
}

/// `first` is the number of the first item below the nodes.
fn join_nodes<T: Clone + PartialEq + Default>(
    own: &mut Option<Rc<Node<T>>>,
    other: Option<&Rc<Node<T>>>,
    (height, first): (u32, usize),
    join: &dyn Fn(usize, &mut T, &T),
) {
    let is_done = match (own.as_ref(), other) {
        (Some(own), Some(other)) => Rc::ptr_eq(own, other),
        (Some(own), None) => own.is_settled.get(),
        (None, Some(_)) => false,
        (None, None) => true,
    };
    if is_done {
        return;
    }
    let with_nothing = own.is_none() || other.is_none();
    let mut joined = own.as_deref().cloned().unwrap_or_else(|| empty(height));
    let missing = empty(height);
    let is_settled = match (&mut joined.items, other.map_or(&missing.items, |other| &other.items)) {
        (Items::Leaf(own), Items::Leaf(other)) => {
            for (at, (own, other)) in own.iter_mut().zip(other).enumerate() {
                join(first + at, own, other);
            }
            with_nothing
        }
        (Items::Inner(own), Items::Inner(other)) => {
            for (at, (own, other)) in own.iter_mut().zip(other).enumerate() {
                join_nodes(own, other.as_ref(), (height - 1, first + at * reach(height - 1)), join);
            }
            own.iter().flatten().all(|child| child.is_settled.get())
        }
        // Nodes of one height are of one kind.
        _ => false,
    };
    let joined = Rc::new(joined);
    if let Some(other) = other.filter(|other| same(Some(other), Some(&joined))) {
        *own = Some(Rc::clone(other));
    } else if !same(own.as_ref(), Some(&joined)) {
        *own = Some(joined);
    }
    if let Some(own) = own.as_ref().filter(|_| is_settled) {
        own.is_settled.set(true);
    }
}

/// Whether nothing below the nodes differs. What is shared is not looked at.
fn same<T: PartialEq>(own: Option<&Rc<Node<T>>>, other: Option<&Rc<Node<T>>>) -> bool {
    match (own, other) {
        (None, None) => true,
        (Some(own), Some(other)) => {
            Rc::ptr_eq(own, other)
                || match (&own.items, &other.items) {
                    (Items::Leaf(own), Items::Leaf(other)) => own == other,
                    (Items::Inner(own), Items::Inner(other)) => {
                        own.iter().zip(other).all(|(own, other)| same(own.as_ref(), other.as_ref()))
                    }
                    _ => false,
                }
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::Shared;

    fn listed(list: &Shared<u32>, length: usize) -> Vec<u32> {
        (0..length).map(|at| list.get(at).copied().unwrap_or_default()).collect()
    }

    #[test]
    fn copies_do_not_see_each_others_changes() {
        let mut list = Shared::default();
        (0..1_000).for_each(|at| list.set(at * 7, u32::try_from(at).unwrap() + 1));
        let mut copy = list.clone();
        assert!(copy == list);
        copy.set(7, 99);
        copy.set(100_000, 5);
        assert!(copy != list);
        assert_eq!((list.get(7), copy.get(7), list.get(100_000), copy.get(100_000)), (Some(&2), Some(&99), None, Some(&5)));
    }

    #[test]
    fn joins_see_what_is_in_either() {
        let (mut own, mut other) = (Shared::default(), Shared::default());
        own.set(3, 1);
        own.set(300, 2);
        other.set(3, 4);
        other.set(40, 8);
        let larger = |_: usize, own: &mut u32, other: &u32| *own = (*own).max(*other);
        let before = own.clone();
        own.join(&other, &larger);
        let mut wanted = vec![0; 301];
        (wanted[3], wanted[40], wanted[300]) = (4, 8, 2);
        assert_eq!(listed(&own, 301), wanted);
        assert_eq!(listed(&before, 301)[3], 1);
        let joined = own.clone();
        own.join(&other, &larger);
        assert!(own == joined);
    }

    #[test]
    fn joins_tell_the_numbers_of_items() {
        let (mut own, mut other) = (Shared::default(), Shared::default());
        own.set(5_000, 1);
        other.set(17, 1);
        own.join(&other, &|at, own: &mut u32, _| *own = u32::try_from(at).unwrap());
        assert_eq!((own.get(17), own.get(5_000)), (Some(&17), Some(&5_000)));
    }
}
