//! Rule 2: the types of expressions.

use super::{Checker, Path, require, shapes};
use crate::expr::{Binary, Expr, ExprKind, Shape, Unary};
use crate::ty::Ty;

impl Checker<'_> {
    /// Checks an expression that must have a type.
    pub(super) fn expr(&self, expr: &Expr, ty: &Ty, path: &mut Path) -> Result<(), String> {
        if expr.ty != *ty {
            return Err(format!("expected an expression of type {ty}, found {}", expr.ty));
        }
        match (&expr.kind, ty) {
            (ExprKind::Unit, Ty::Unit)
            | (ExprKind::Bool(_), Ty::Bool)
            | (ExprKind::Int(_), Ty::Int)
            | (ExprKind::Str(_), Ty::Str)
            | (ExprKind::Tok(_), Ty::Tok)
            | (ExprKind::SelfLoc, Ty::Loc) => Ok(()),
            (ExprKind::Local(id), _) => {
                require(path.bound.contains(id), "a local is read before it is bound")?;
                let local = self.locals.get(id.index());
                require(local.is_some_and(|local| local.ty == *ty), "a local of another type")
            }
            (ExprKind::Param(id), _) => {
                let param = self.system.params.get(id.index());
                require(param.is_some_and(|param| param.ty == *ty), "a parameter of another type")
            }
            (ExprKind::When(id) | ExprKind::After(id), _) => {
                if matches!(expr.kind, ExprKind::After(_)) {
                    path.read_after.insert(*id);
                }
                let var = self.machine.vars.get(id.index());
                require(var.is_some_and(|var| var.ty == *ty), "a variable of another type")
            }
            (ExprKind::Tuple(parts), Ty::Tuple(types)) if parts.len() == types.len() => {
                parts.iter().zip(types).try_for_each(|(part, ty)| self.expr(part, ty, path))
            }
            (ExprKind::List(parts), Ty::List(ty)) | (ExprKind::Bag(parts), Ty::Bag(ty)) => {
                parts.iter().try_for_each(|part| self.expr(part, ty, path))
            }
            (ExprKind::Let(pat, value, body), _) => {
                self.expr(value, &value.ty, path)?;
                self.bind(pat, &value.ty, path)?;
                self.expr(body, ty, path)
            }
            (ExprKind::If(condition, yes, no), _) => {
                self.expr(condition, &Ty::Bool, path)?;
                self.expr(yes, ty, path)?;
                self.expr(no, ty, path)
            }
            (ExprKind::Inl(part), Ty::Sum(ty, _)) | (ExprKind::Inr(part), Ty::Sum(_, ty)) => {
                self.expr(part, ty, path)
            }
            (ExprKind::Case(value, arms), _) => self.case(value, arms, ty, path),
            (ExprKind::And(a, b) | ExprKind::Or(a, b), Ty::Bool) => {
                self.expr(a, &Ty::Bool, path)?;
                self.expr(b, &Ty::Bool, path)
            }
            (ExprKind::Unary(op, a), _) => self.unary(*op, a, ty, path),
            (ExprKind::Binary(op, a, b), _) => self.binary(*op, a, b, ty, path),
            (ExprKind::Call(function, argument), _) => {
                let wanted = Ty::Function(argument.ty.clone().into(), ty.clone().into());
                self.expr(function, &wanted, path)?;
                self.expr(argument, &argument.ty, path)
            }
            _ => Err(format!("an expression of the wrong form for type {ty}")),
        }
    }

    fn case(
        &self,
        value: &Expr,
        arms: &[(Shape, Expr)],
        ty: &Ty,
        path: &mut Path,
    ) -> Result<(), String> {
        self.expr(value, &value.ty, path)?;
        shapes(&value.ty, arms.iter().map(|(shape, _)| shape))?;
        for (shape, arm) in arms {
            let mut inside = path.clone();
            self.bind_shape(shape, &value.ty, &mut inside)?;
            self.expr(arm, ty, &mut inside)?;
            path.read_after.extend(inside.read_after);
        }
        Ok(())
    }

    fn unary(&self, op: Unary, a: &Expr, ty: &Ty, path: &mut Path) -> Result<(), String> {
        let (operand, result) = match (op, &a.ty) {
            (Unary::Not, _) => (Ty::Bool, Ty::Bool),
            (Unary::Negate, _) => (Ty::Int, Ty::Int),
            (Unary::IsLeft, Ty::Sum(..)) => (a.ty.clone(), Ty::Bool),
            (Unary::IsLeft, _) => return Err("a test of something that is no sum".to_owned()),
            (Unary::ToBag, Ty::List(element)) => (a.ty.clone(), Ty::Bag(element.clone())),
            (Unary::ToBag, _) => return Err("a bag of something that is no list".to_owned()),
        };
        require(result == *ty, "an operator of another result type")?;
        self.expr(a, &operand, path)
    }

    fn binary(
        &self,
        op: Binary,
        a: &Expr,
        b: &Expr,
        ty: &Ty,
        path: &mut Path,
    ) -> Result<(), String> {
        let (left, right, result) = match op {
            Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide => {
                (Ty::Int, Ty::Int, Ty::Int)
            }
            Binary::Less | Binary::Greater | Binary::AtMost | Binary::AtLeast => {
                (Ty::Int, Ty::Int, Ty::Bool)
            }
            Binary::Equal | Binary::Unequal => {
                require(a.ty.is_data(), "a comparison of functions")?;
                (a.ty.clone(), a.ty.clone(), Ty::Bool)
            }
            Binary::Cons => {
                let list = Ty::List(a.ty.clone().into());
                (a.ty.clone(), list.clone(), list)
            }
            Binary::Append => {
                require(matches!(ty, Ty::List(_)), "an operator of another result type")?;
                (ty.clone(), ty.clone(), ty.clone())
            }
            Binary::Contains => (Ty::Bag(b.ty.clone().into()), b.ty.clone(), Ty::Bool),
        };
        require(result == *ty, "an operator of another result type")?;
        self.expr(a, &left, path)?;
        self.expr(b, &right, path)
    }
}
