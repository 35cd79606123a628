namespace Airflow.Engine.Templates;

/// <summary>Cuts a template into tokens; white space that a minus sign takes away is gone already.</summary>
internal sealed class Lexer
{
    private readonly string _source;
    private readonly List<Token> _tokens = [];
    private int _at;
    private int _line = 1;

    private Lexer(string source) => _source = source;

    public static List<Token> Tokenize(string source)
    {
        var normal = source.Contains('\r', StringComparison.Ordinal)
            ? source.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')
            : source;
        if (normal.EndsWith('\n'))
        {
            normal = normal[..^1];
        }

        var lexer = new Lexer(normal);
        lexer.Run();
        return lexer._tokens;
    }

    private void Run()
    {
        while (_at < _source.Length)
        {
            var open = NextOpening();
            if (open < 0)
            {
                Data(_source.Length, strip: false);
                break;
            }

            var minus = open + 2 < _source.Length && _source[open + 2] == '-';
            Data(open, minus);
            var sign = open + 2 < _source.Length && _source[open + 2] is '-' or '+' ? 1 : 0;
            switch (_source[open + 1])
            {
                case '#': Comment(); break;
                case '%' when TryRaw(): break;
                default:
                    var isBlock = _source[open + 1] == '%';
                    Add(isBlock ? TokenKind.BlockBegin : TokenKind.VariableBegin, _source.Substring(open, 2));
                    Advance(open + 2 + sign);
                    new ExpressionLexer(this, isBlock).Run();
                    break;
            }
        }

        Add(TokenKind.End, "");
    }

    private int NextOpening()
    {
        for (var at = _at; (at = _source.IndexOf('{', at)) >= 0 && at + 1 < _source.Length; at++)
        {
            if (_source[at + 1] is '{' or '%' or '#')
            {
                return at;
            }
        }

        return -1;
    }

    private void Data(int end, bool strip)
    {
        var text = _source[_at..end];
        if (strip)
        {
            text = text.TrimEnd();
        }

        if (text.Length > 0)
        {
            Add(TokenKind.Data, text);
        }

        Advance(end);
    }

    private void Comment()
    {
        var end = _source.IndexOf("#}", _at + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            throw Error("Missing end of comment tag");
        }

        var strip = _source[end - 1] == '-' && end - 1 > _at + 1;
        Advance(end + 2);
        SkipBlanks(strip);
    }

    private bool TryRaw()
    {
        var after = Tag(_at, "raw", out var strip);
        if (after < 0)
        {
            return false;
        }

        var start = after;
        for (var end = _source.IndexOf("{%", start, StringComparison.Ordinal); end >= 0; end = _source.IndexOf("{%", end + 2, StringComparison.Ordinal))
        {
            var next = Tag(end, "endraw", out var stripAfter);
            if (next < 0)
            {
                continue;
            }

            var text = _source[start..end];
            text = strip ? text.TrimStart() : text;
            text = _source[end + 2] == '-' ? text.TrimEnd() : text;
            Add(TokenKind.Data, text);
            Advance(next);
            SkipBlanks(stripAfter);
            return true;
        }

        throw Error("Missing end of raw directive");
    }

    /// <summary>Where a tag without arguments ends; -1 when it is none.</summary>
    private int Tag(int open, string name, out bool strip)
    {
        strip = false;
        var at = open + 2;
        at += at < _source.Length && _source[at] is '-' or '+' ? 1 : 0;
        at = PastBlanks(at);
        if (string.CompareOrdinal(_source, at, name, 0, name.Length) != 0)
        {
            return -1;
        }

        at = PastBlanks(at + name.Length);
        strip = at < _source.Length && _source[at] == '-';
        at += at < _source.Length && _source[at] is '-' or '+' ? 1 : 0;
        return string.CompareOrdinal(_source, at, "%}", 0, 2) == 0 ? at + 2 : -1;
    }

    private int PastBlanks(int at)
    {
        while (at < _source.Length && char.IsWhiteSpace(_source[at]))
        {
            at++;
        }

        return at;
    }

    private void SkipBlanks(bool strip)
    {
        if (strip)
        {
            Advance(PastBlanks(_at));
        }
    }

    private void Advance(int to)
    {
        _line += _source.AsSpan(_at, to - _at).Count('\n');
        _at = to;
    }

    private void Add(TokenKind kind, string text) => _tokens.Add(new Token(kind, text, _line));

    private TemplateException Error(string message) => new(TemplateErrorKind.TemplateSyntaxError, message, _line);

    /// <summary>Cuts what stands between the delimiters of an expression or a tag.</summary>
    private sealed class ExpressionLexer(Lexer lexer, bool isBlock)
    {
        private static readonly string[] Operators =
        [
            "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<", "=", ".", ":", "|", ",", ";",
        ];

        private readonly Stack<char> _open = new();

        private string Source => lexer._source;

        public void Run()
        {
            while (true)
            {
                lexer.Advance(lexer.PastBlanks(lexer._at));
                if (lexer._at >= Source.Length)
                {
                    return;
                }

                if (_open.Count == 0 && TryEnd())
                {
                    return;
                }

                Next();
            }
        }

        private bool TryEnd()
        {
            var sign = Source[lexer._at] is '-' || (isBlock && Source[lexer._at] == '+') ? 1 : 0;
            var end = isBlock ? "%}" : "}}";
            if (string.CompareOrdinal(Source, lexer._at + sign, end, 0, 2) != 0)
            {
                return false;
            }

            var strip = Source[lexer._at] == '-';
            lexer.Add(isBlock ? TokenKind.BlockEnd : TokenKind.VariableEnd, end);
            lexer.Advance(lexer._at + sign + 2);
            lexer.SkipBlanks(strip);
            return true;
        }

        private void Next()
        {
            var letter = Source[lexer._at];
            if (char.IsAsciiDigit(letter))
            {
                Number();
            }
            else if (char.IsLetter(letter) || letter == '_')
            {
                var end = lexer._at;
                while (end < Source.Length && (char.IsLetterOrDigit(Source[end]) || Source[end] == '_'))
                {
                    end++;
                }

                Take(TokenKind.Name, end);
            }
            else if (letter is '\'' or '"')
            {
                Text(letter);
            }
            else
            {
                Operator(letter);
            }
        }

        private void Take(TokenKind kind, int end)
        {
            lexer.Add(kind, Source[lexer._at..end]);
            lexer.Advance(end);
        }

        private void Number()
        {
            var rest = Source.AsSpan(lexer._at);
            // after a point an integer is an index, as in a.0.1
            var afterPoint = lexer._at > 0 && Source[lexer._at - 1] == '.';
            var real = afterPoint ? 0 : NumberShape.Float(rest);
            if (real > 0)
            {
                Take(TokenKind.Float, lexer._at + real);
            }
            else
            {
                Take(TokenKind.Integer, lexer._at + NumberShape.Integer(rest));
            }
        }

        private void Text(char quote)
        {
            for (var end = lexer._at + 1; end < Source.Length; end++)
            {
                if (Source[end] == '\\')
                {
                    end++;
                }
                else if (Source[end] == quote)
                {
                    lexer.Add(TokenKind.String, Decode(Source[(lexer._at + 1)..end]));
                    lexer.Advance(end + 1);
                    return;
                }
            }

            throw lexer.Error($"unexpected char {PyText.Quote(quote.ToString())} at {lexer._at}");
        }

        private string Decode(string content)
        {
            try
            {
                return PythonEscapes.Decode(content);
            }
            catch (FormatException exception)
            {
                throw lexer.Error(exception.Message);
            }
        }

        private void Operator(char letter)
        {
            var found = Array.Find(Operators, op => string.CompareOrdinal(Source, lexer._at, op, 0, op.Length) == 0)
                ?? throw lexer.Error($"unexpected char {PyText.Quote(letter.ToString())} at {lexer._at}");
            switch (letter)
            {
                case '(': _open.Push(')'); break;
                case '[': _open.Push(']'); break;
                case '{': _open.Push('}'); break;
                case ')' or ']' or '}' when !_open.TryPop(out var expected) || expected != letter:
                    throw lexer.Error($"unexpected '{letter}'{(expected == '\0' ? "" : $", expected '{expected}'")}");
            }

            Take(TokenKind.Operator, lexer._at + found.Length);
        }
    }
}
