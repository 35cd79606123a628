namespace Airflow.Engine.Templates;

/// <summary>The tokens of a template with a place in them.</summary>
internal sealed class TokenStream(List<Token> tokens)
{
    private int _at;

    public Token Current => tokens[_at];

    public Token Following => tokens[Math.Min(_at + 1, tokens.Count - 1)];

    public Token Next()
    {
        var token = tokens[_at];
        _at = Math.Min(_at + 1, tokens.Count - 1);
        return token;
    }

    public bool Skip(string op)
    {
        var found = Current.Is(op);
        if (found)
        {
            Next();
        }

        return found;
    }

    public bool SkipName(string name)
    {
        var found = Current.IsName(name);
        if (found)
        {
            Next();
        }

        return found;
    }

    public Token Expect(string op) => Current.Is(op) ? Next() : throw Unexpected($"'{op}'");

    public Token Expect(TokenKind kind, string what) => Current.Kind == kind ? Next() : throw Unexpected(what);

    public Token ExpectName(string name) => Current.IsName(name) ? Next() : throw Unexpected($"'{name}'");

    public TemplateException Unexpected(string expected) => Error(
        Current.Kind == TokenKind.End ? $"unexpected end of template, expected {expected}." : $"expected {expected}, got {Current.Describe()}");

    public TemplateException Error(string message, int line = 0) =>
        new(TemplateErrorKind.TemplateSyntaxError, message, line > 0 ? line : Current.Line);
}
