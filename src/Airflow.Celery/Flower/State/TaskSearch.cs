using System.Text.RegularExpressions;

namespace Airflow.Celery.Flower.State;

/// <summary>
/// What is typed into the search box: words that must all occur, name: state: worker: args: kwargs: result: before a word to look there only,
/// "quotes", AND, OR and parentheses.
/// </summary>
internal sealed partial class TaskSearch
{
    private const int MaxLength = 2048;
    private const int MaxTokens = 128;
    private const int MaxDepth = 5;
    private readonly List<string> tokens = [];
    private Func<SeenTask, bool> test = static _ => true;
    private int next;

    private TaskSearch()
    {
    }

    public static TaskSearch All { get; } = new();

    /// <summary>Why the text could not be read; then nothing fits.</summary>
    public string? Error { get; private set; }

    public static TaskSearch Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return All;
        }

        var search = new TaskSearch();
        try
        {
            search.Tokenize(text.Length <= MaxLength ? text : throw new FormatException($"A search has {MaxLength} characters at most."));
            search.test = search.ReadOr(0);
            if (search.next < search.tokens.Count)
            {
                throw new FormatException("There is a ) without its (.");
            }
        }
        catch (FormatException exception)
        {
            search.Error = exception.Message;
            search.test = static _ => false;
        }

        return search;
    }

    public bool Fits(SeenTask task) => test(task);

    private static Func<SeenTask, bool> Word(string token)
    {
        var colon = token.IndexOf(':', StringComparison.Ordinal);
        var value = Unquote(colon < 0 ? token : token[(colon + 1)..]);
        return (colon < 0 ? "" : token[..colon]) switch
        {
            "name" => task => Holds(task.Name, value),
            "state" => task => task.State.Equals(value, StringComparison.OrdinalIgnoreCase),
            "worker" => task => Holds(task.Worker, value),
            "args" => task => Holds(task.Args, value),
            "kwargs" => task => Holds(task.Kwargs, value),
            "result" => task => Holds(task.Result, value),
            "uuid" => task => Holds(task.Id, value),
            _ when Unquote(token) is var all => task => Anywhere(task, all),
            _ => static _ => false,
        };
    }

    private static bool Anywhere(SeenTask task, string text) =>
        Holds(task.Name, text) || Holds(task.Id, text) || Holds(task.State, text) || Holds(task.Worker, text) || Holds(task.Args, text) || Holds(task.Kwargs, text)
        || Holds(task.Result, text) || Holds(task.Exception, text);

    private static bool Holds(string? value, string text) => value?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;

    private static string Unquote(string text) => text.Replace("\"", "", StringComparison.Ordinal);

    private void Tokenize(string text)
    {
        if (text.Count(static letter => letter == '"') % 2 != 0)
        {
            throw new FormatException("There is a \" without its end.");
        }

        tokens.AddRange(Token().Matches(text).Select(static match => match.Value));
        if (tokens.Count > MaxTokens)
        {
            throw new FormatException($"A search has {MaxTokens} words at most.");
        }
    }

    // a word may have quoted parts with anything in them
    [GeneratedRegex("(?:\"[^\"]*\"|[^\\s()\"])+|[()]", RegexOptions.None, 200)]
    private static partial Regex Token();

    private Func<SeenTask, bool> ReadOr(int depth)
    {
        var left = ReadAnd(depth);
        while (next < tokens.Count && tokens[next] is "OR")
        {
            next++;
            var (first, second) = (left, ReadAnd(depth));
            left = task => first(task) || second(task);
        }

        return left;
    }

    private Func<SeenTask, bool> ReadAnd(int depth)
    {
        var left = ReadOne(depth);
        while (next < tokens.Count && tokens[next] is not ("OR" or ")"))
        {
            next += tokens[next] is "AND" ? 1 : 0;
            var (first, second) = (left, ReadOne(depth));
            left = task => first(task) && second(task);
        }

        return left;
    }

    private Func<SeenTask, bool> ReadOne(int depth)
    {
        if (next >= tokens.Count || tokens[next] is "OR" or "AND" or ")")
        {
            throw new FormatException($"A word is missing {(next < tokens.Count ? $"before {tokens[next]}" : "at the end")}.");
        }

        var token = tokens[next++];
        if (token != "(")
        {
            return Word(token);
        }

        if (depth >= MaxDepth)
        {
            throw new FormatException($"Parentheses nest {MaxDepth} deep at most.");
        }

        var inner = ReadOr(depth + 1);
        if (next >= tokens.Count || tokens[next++] != ")")
        {
            throw new FormatException("There is a ( without its ).");
        }

        return inner;
    }
}
