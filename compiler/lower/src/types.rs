//! Closed types from inferred ones.

use evc_base::{Diagnostic, Span, codes};
use evc_ir::Ty;
use evc_sema::hir::TypeDefKind;
use evc_sema::ty::{Con, TyId, View};

use crate::value::Env;
use crate::{Abort, Lowered, Lowering};

/// The most components of a tuple: the runtime of generated Rust knows tuples up to this size.
const COMPONENTS_MAX: usize = 12;

impl Lowering<'_> {
    /// The closed type of an expression, given what the generic types of its surroundings stand
    /// for.
    pub(crate) fn ty(&mut self, ty: TyId, env: &Env, span: Span) -> Lowered<Ty> {
        let types = &self.hir.types;
        match types.view(ty) {
            View::Generic(generic) => match env.generic(generic) {
                Some(ty) => Ok(ty),
                None => self.unsolved(ty, span),
            },
            View::Var => self.unsolved(ty, span),
            View::Con(con, args) => {
                let (con, args) = (con.clone(), args.to_vec());
                self.constructor(&con, &args, env, span)
            }
        }
    }

    fn constructor(&mut self, con: &Con, args: &[TyId], env: &Env, span: Span) -> Lowered<Ty> {
        let mut lowered = Vec::new();
        if !matches!(con, Con::Class | Con::Msg) {
            for arg in args {
                lowered.push(self.ty(*arg, env, span)?);
            }
        }
        Ok(match (con, &lowered[..]) {
            (Con::Int | Con::Nat, _) => Ty::Int,
            (Con::Bool, _) => Ty::Bool,
            (Con::Unit, _) => Ty::Unit,
            (Con::String, _) => Ty::Str,
            (Con::Tok, _) => Ty::Tok,
            (Con::Loc, _) => Ty::Loc,
            (Con::List, [element]) => Ty::List(element.clone().into()),
            (Con::Bag, [element]) => Ty::Bag(element.clone().into()),
            (Con::Sum, [left, right]) => Ty::Sum(left.clone().into(), right.clone().into()),
            (Con::Arrow, [from, to]) => Ty::Function(from.clone().into(), to.clone().into()),
            (Con::Product, _) => match Ty::product(lowered) {
                Ty::Tuple(parts) if parts.len() > COMPONENTS_MAX => {
                    return self.not_yet(span, "a tuple of more than 12 components");
                }
                product => product,
            },
            (Con::Named(id, _), _) => {
                let hir = self.hir;
                match hir[*id].kind {
                    TypeDefKind::Abstract(ty) => self.ty(ty, &Env::default(), span)?,
                    _ => return self.not_yet(span, "this type"),
                }
            }
            (Con::Class, _) => return self.not_yet(span, "a class as a value at run time"),
            (Con::Msg, _) => return self.not_yet(span, "an instruction as a value at run time"),
            _ => return self.not_yet(span, "this type"),
        })
    }

    fn unsolved(&mut self, ty: TyId, span: Span) -> Lowered<Ty> {
        let text = self.hir.types.show(ty);
        self.diagnostics.push(
            Diagnostic::error(codes::UNSOLVED_TYPE, span, "nothing determines the type of this")
                .here(format!("its type is `{text}`"))
                .help("annotate it, as in `(e : Int)`"),
        );
        Err(Abort)
    }
}
