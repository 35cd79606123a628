namespace Airflow.Cli.Parsing;

/// <summary>
/// Reads a command line as Airflow's own parser does: options and positionals in any order, --opt value, --opt=value, -ovalue, joined
/// short flags, and any unambiguous prefix of a long option.
/// </summary>
internal sealed class ArgumentParser(CommandHelp help)
{
    private readonly Dictionary<Argument, List<string>> _words = [];
    private readonly List<string> _positionals = [];
    private readonly ParsedArguments _result = new();

    public ParsedArguments Parse(ReadOnlySpan<string> tokens)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = tokens[i];
            if (token == "--")
            {
                _positionals.AddRange(tokens[(i + 1)..]);
                break;
            }

            if (!LooksLikeOption(token))
            {
                _positionals.Add(token);
                continue;
            }

            i = ReadOption(tokens, i);
            if (_result.IsHelpRequested)
            {
                return _result;
            }
        }

        AssignPositionals();
        RequireOptions();
        return _result;
    }

    /// <summary>A negative number and a text with spaces are values, everything else that begins with a dash is an option.</summary>
    private bool LooksLikeOption(string token) =>
        token.Length > 1 && token[0] == '-'
        && (FindExact(token) is not null || !(IsNegativeNumber(token) || token.Contains(' ', StringComparison.Ordinal)));

    private static bool IsNegativeNumber(string token) => token != "-." && token.Skip(1).All(static letter => char.IsAsciiDigit(letter) || letter == '.');

    private int ReadOption(ReadOnlySpan<string> tokens, int index)
    {
        var token = tokens[index];
        if (FindExact(token) is { } exact)
        {
            return ReadValue(exact, null, tokens, index);
        }

        var equals = token.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? token : token[..equals];
        var value = equals < 0 ? null : token[(equals + 1)..];
        if (equals >= 0 && FindExact(name) is { } withValue)
        {
            return ReadValue(withValue, value, tokens, index);
        }

        if (!token.StartsWith("--", StringComparison.Ordinal))
        {
            return ReadShort(tokens, index);
        }

        var matches = help.Options.SelectMany(static option => option.Flags, static (option, flag) => (Option: option, Flag: flag))
            .Where(match => match.Flag.StartsWith(name, StringComparison.Ordinal)).ToArray();
        switch (matches.Length)
        {
            case 0:
                _result.Unrecognized.Add(token);
                return index;
            case 1:
                return ReadValue(matches[0].Option, value, tokens, index);
            default:
                throw Error($"ambiguous option: {token} could match {string.Join(", ", matches.Select(static match => match.Flag))}");
        }
    }

    /// <summary>-ovalue, or several flags in one word.</summary>
    private int ReadShort(ReadOnlySpan<string> tokens, int index)
    {
        var token = tokens[index];
        for (var i = 1; i < token.Length; i++)
        {
            if (FindExact($"-{token[i]}") is not { } option)
            {
                if (i > 1)
                {
                    throw Error($"argument {FindExact($"-{token[i - 1]}")!.DisplayName}: ignored explicit argument '{token[i..]}'");
                }

                _result.Unrecognized.Add(token);
                return index;
            }

            if (option.Arity != Arity.Flag)
            {
                var rest = token[(i + 1)..];
                return ReadValue(option, rest.Length == 0 ? null : rest.TrimStart('='), tokens, index);
            }

            Add(option, []);
        }

        return index;
    }

    private int ReadValue(Argument option, string? attached, ReadOnlySpan<string> tokens, int index)
    {
        if (option.Arity == Arity.Flag)
        {
            if (attached is not null)
            {
                throw Error($"argument {option.DisplayName}: ignored explicit argument '{attached}'");
            }

            // the one word by which a switch knows that it is off
            Add(option, tokens[index].StartsWith("--no-", StringComparison.Ordinal) ? ["no"] : []);
            return index;
        }

        if (attached is not null)
        {
            Add(option, [attached]);
            return index;
        }

        var most = option.Arity is Arity.Any or Arity.AtLeastOne ? int.MaxValue : 1;
        var words = new List<string>();
        while (words.Count < most && index + 1 < tokens.Length && tokens[index + 1] != "--" && !LooksLikeOption(tokens[index + 1]))
        {
            words.Add(tokens[++index]);
        }

        if (words.Count == 0 && option.Arity is Arity.One or Arity.AtLeastOne)
        {
            throw Error($"argument {option.DisplayName}: expected {(option.Arity == Arity.One ? "one" : "at least one")} argument");
        }

        Add(option, words);
        return index;
    }

    private void Add(Argument argument, List<string> words)
    {
        if (ReferenceEquals(argument, CommandHelp.HelpFlag))
        {
            _result.IsHelpRequested = true;
            return;
        }

        foreach (var word in words)
        {
            if (argument.Choices.Count > 0 && !argument.Choices.Contains(word))
            {
                throw Error($"argument {argument.DisplayName}: invalid choice: '{word}' (choose from {Quote(argument.Choices)})");
            }
        }

        if (argument.IsRepeatable && _words.TryGetValue(argument, out var before))
        {
            words = [.. before, .. words];
        }

        _words[argument] = words;
        try
        {
            _result.Set(argument, words.Count == 0 && argument.Arity != Arity.Flag ? argument.DefaultValue : argument.Convert(words));
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw Error($"argument {argument.DisplayName}: invalid {argument.Kind} value: '{words[^1]}'");
        }
    }

    private void AssignPositionals()
    {
        var needed = help.Positionals.Count(static positional => positional.Arity is Arity.One or Arity.AtLeastOne);
        var next = 0;
        foreach (var positional in help.Positionals)
        {
            var isNeeded = positional.Arity is Arity.One or Arity.AtLeastOne;
            needed -= isNeeded ? 1 : 0;
            var free = _positionals.Count - next - needed;
            var take = positional.Arity is Arity.Any or Arity.AtLeastOne ? Math.Max(free, 0) : Math.Clamp(free, 0, 1);
            if (isNeeded && take == 0 && next < _positionals.Count)
            {
                take = 1;
            }

            if (take > 0)
            {
                Add(positional, _positionals.GetRange(next, take));
                next += take;
            }
        }

        // argparse names what is left over together with the unknown options, in the order typed; ours come last unless an option led them
        _result.Unrecognized.AddRange(_positionals.Skip(next));
    }

    private void RequireOptions()
    {
        var missing = help.Arguments.Where(argument => argument.IsRequired && !_result.IsGiven(argument)).Select(static argument => argument.DisplayName).ToArray();
        if (missing.Length > 0)
        {
            throw Error($"the following arguments are required: {string.Join(", ", missing)}");
        }
    }

    private Argument? FindExact(string flag)
    {
        foreach (var option in help.Options)
        {
            if (option.Flags.Contains(flag))
            {
                return option;
            }
        }

        return null;
    }

    private static string Quote(IEnumerable<string> choices) => string.Join(", ", choices.Select(static choice => $"'{choice}'"));

    private UsageException Error(string message) => new(help.Program, help.Render(), message);
}
