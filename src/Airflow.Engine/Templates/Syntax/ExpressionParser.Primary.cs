using System.Text;

namespace Airflow.Engine.Templates;

/// <summary>Names, literals and what stands in brackets.</summary>
internal sealed partial class ExpressionParser
{
    private Expr Primary()
    {
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                tokens.Next();
                return Named(token);
            case TokenKind.String:
                return Strings(token.Line);
            case TokenKind.Integer:
                tokens.Next();
                return PyNumber.TryParseInteger(token.Text, 0, out var integer) ? new Expr.Const(integer) { Line = token.Line } : throw tokens.Error($"{token.Text} is no number");
            case TokenKind.Float:
                tokens.Next();
                return PyNumber.TryParseFloat(token.Text, out var real) ? new Expr.Const(real) { Line = token.Line } : throw tokens.Error($"{token.Text} is no number");
            default:
                return Bracketed(token);
        }
    }

    private Expr Named(Token token)
    {
        object? constant = token.Text switch
        {
            "true" or "True" => true,
            "false" or "False" => false,
            "none" or "None" => PyNone.Box(null),
            _ => null,
        };
        if (constant is not null)
        {
            return new Expr.Const(PyNone.Unbox(constant)) { Line = token.Line };
        }

        foreach (var mentions in Mentions)
        {
            mentions.Add(token.Text);
        }

        return new Expr.Name(token.Text) { Line = token.Line };
    }

    private Expr.Const Strings(int line)
    {
        var text = new StringBuilder();
        while (tokens.Current.Kind == TokenKind.String)
        {
            text.Append(tokens.Next().Text);
        }

        return new Expr.Const(text.ToString()) { Line = line };
    }

    private Expr Bracketed(Token token)
    {
        if (tokens.Skip("("))
        {
            if (++_depth > MaxDepth)
            {
                throw tokens.Error("the expression is nested too deeply");
            }

            var tuple = ParseTuple(inBrackets: true);
            tokens.Expect(")");
            _depth--;
            return tuple;
        }

        if (tokens.Skip("["))
        {
            return new Expr.ListOf(Items()) { Line = token.Line };
        }

        return tokens.Skip("{") ? new Expr.DictOf(Pairs()) { Line = token.Line } : throw tokens.Error($"unexpected {token.Describe()}");
    }

    private List<Expr> Items()
    {
        var items = new List<Expr>();
        while (!tokens.Current.Is("]"))
        {
            if (items.Count > 0)
            {
                tokens.Expect(",");
            }

            if (tokens.Current.Is("]"))
            {
                break;
            }

            items.Add(Parse());
        }

        tokens.Expect("]");
        return items;
    }

    private List<KeyValuePair<Expr, Expr>> Pairs()
    {
        var items = new List<KeyValuePair<Expr, Expr>>();
        while (!tokens.Current.Is("}"))
        {
            if (items.Count > 0)
            {
                tokens.Expect(",");
            }

            if (tokens.Current.Is("}"))
            {
                break;
            }

            var key = Parse();
            tokens.Expect(":");
            items.Add(new(key, Parse()));
        }

        tokens.Expect("}");
        return items;
    }
}
