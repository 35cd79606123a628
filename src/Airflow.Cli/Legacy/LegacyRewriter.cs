namespace Airflow.Cli.Legacy;

/// <summary>Turns a command line of an old release into the present one.</summary>
internal sealed class LegacyRewriter
{
    private readonly LegacyCommand _command;
    private readonly LegacyFlag[] _flags;
    private readonly List<string> _rest = [];
    private readonly List<string> _positionals = [];
    private readonly List<string> _dropped = [];
    private string? _present;
    private bool _isChosen;
    private string? _refused;

    private LegacyRewriter(LegacyCommand command)
    {
        _command = command;
        _present = command.Present;
        _flags = command.ParseFlags();
    }

    /// <summary>The line when its first words are an old name; otherwise null.</summary>
    public static Rewriting? Rewrite(string[] words) => Array.Find(LegacyCommands.Renamed, command => IsTyped(command, words)) is { } command
        ? Rewrite(command, words)
        : null;

    /// <summary>The line when a present command was given flags that it had once; otherwise null.</summary>
    public static Rewriting? RewriteFlags(string name, string[] rest)
    {
        var command = Array.Find(LegacyCommands.Kept, command => command.Old == name);
        return command is null || !rest.Any(command.Knows) ? null : Rewrite(command, [.. name.Split(' '), .. rest]);
    }

    private static Rewriting? Rewrite(LegacyCommand command, string[] words)
    {
        if (command.Advice.Length > 0)
        {
            return new Rewriting(null, $"\"airflow {command.Old}\" is gone: {command.Advice}.");
        }

        var rewriter = new LegacyRewriter(command);
        rewriter.Read(words.AsSpan(command.Old.Split(' ').Length));
        if (rewriter._refused is { } refused)
        {
            return new Rewriting(null, $"\"airflow {command.Old}\": {refused} would change what \"airflow {rewriter._present}\" does and is not understood any more.");
        }

        if (rewriter._present is not { } present)
        {
            return null;
        }

        rewriter.Complete();
        string[] now = [.. present.Split(' '), .. rewriter._positionals, .. rewriter._rest];
        string[] remarks =
        [
            .. command.Remark.Length > 0 ? [command.Remark] : Array.Empty<string>(),
            .. rewriter._dropped.Count > 0 ? [$"{string.Join(", ", rewriter._dropped)} {(rewriter._dropped.Count == 1 ? "has" : "have")} no effect any more"] : Array.Empty<string>(),
        ];
        var ignored = remarks.Length > 0 ? $" ({string.Join("; ", remarks)})" : "";
        return new Rewriting(now, $"DeprecationWarning: \"airflow {command.Old}\" is now \"airflow {ShellText.Join(now)}\"{ignored}");
    }

    private void Read(ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            var (name, value) = SplitAtEquals(word);
            if (word.StartsWith('-') && FindFlag(name) is { } flag)
            {
                if (flag.TakesValue && value is null && i + 1 < words.Length)
                {
                    value = words[++i];
                }

                Take(flag, name, value);
                continue;
            }

            if (_command.PositionalFlag is { } positional && !word.StartsWith('-'))
            {
                _rest.AddRange([positional, word]);
                continue;
            }

            _rest.Add(word.StartsWith("--", StringComparison.Ordinal) ? name.Replace('_', '-') + word[name.Length..] : word);
        }
    }

    private void Complete()
    {
        if (_command.Twins is [var first, var second] && _rest.Contains(first) != _rest.Contains(second))
        {
            var given = _rest.Contains(first) ? first : second;
            if (_rest.ElementAtOrDefault(_rest.IndexOf(given) + 1) is { } value)
            {
                _rest.AddRange([given == first ? second : first, value]);
            }
        }
    }

    /// <summary>The first flag that chooses a command does so; -l after "users -c" is a last name.</summary>
    private LegacyFlag? FindFlag(string name) => Array.Find(_flags, flag => flag.Matches(name) && !(_isChosen && flag.Command is not null));

    private static (string Name, string? Value) SplitAtEquals(string word)
    {
        var equals = word.StartsWith("--", StringComparison.Ordinal) ? word.IndexOf('=', StringComparison.Ordinal) : -1;
        return equals < 0 ? (word, null) : (word[..equals], word[(equals + 1)..]);
    }

    private void Take(LegacyFlag flag, string name, string? value)
    {
        switch (flag.Becomes)
        {
            case LegacyFlag.Drop:
                _dropped.Add(name);
                return;
            case LegacyFlag.Refuse:
                _refused = name;
                return;
        }

        if (flag.Command is { } command)
        {
            _present = command;
            _isChosen = true;
        }
        else if (flag.Becomes != LegacyFlag.Positional)
        {
            _rest.Add(flag.Becomes == LegacyFlag.Same ? name : flag.Becomes);
            _rest.AddRange(value is null ? [] : [value]);
            return;
        }

        if (value is not null)
        {
            _positionals.Add(value);
        }
    }

    private static bool IsTyped(LegacyCommand command, string[] words)
    {
        var parts = command.Old.Split(' ');
        return words.Length >= parts.Length && words.AsSpan(0, parts.Length).SequenceEqual(parts)
            && (command.PositionalFlag is null || words.Length > parts.Length)
            && !(command.BeginsWithFlag && words.Length > parts.Length && !words[parts.Length].StartsWith('-'));
    }
}
