using System.Diagnostics.CodeAnalysis;

namespace Airflow.Engine.Configuration;

/// <summary>All names that earlier releases had and this one has not.</summary>
public sealed class ObsoleteOptionTable
{
    private static readonly Lazy<ObsoleteOptionTable> LazyInstance = new(() => new ObsoleteOptionTable(EmbeddedText.Read("legacy.txt")));

    private readonly Dictionary<OptionName, ObsoleteOption> _byName;

    private ObsoleteOptionTable(string text)
    {
        Options = Read(text);
        _byName = Options.ToDictionary(option => option.Name);
    }

    public static ObsoleteOptionTable Instance => LazyInstance.Value;

    public IReadOnlyList<ObsoleteOption> Options { get; }

    public bool TryFind(OptionName name, [MaybeNullWhen(false)] out ObsoleteOption option) => _byName.TryGetValue(name, out option);

    private static List<ObsoleteOption> Read(string text)
    {
        var options = new List<ObsoleteOption>();
        var section = "";
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] == '[')
            {
                section = line[1..^1];
            }
            else if (line[0] != ';')
            {
                options.Add(ReadOption(section, line));
            }
        }

        return options;
    }

    private static ObsoleteOption ReadOption(string section, string line)
    {
        const string removed = "removed: ";
        var parts = line.Split(" -> ", 2);
        var key = parts[0].Split(" ?", 2);
        var name = new OptionName(section, key[0]);
        var option = parts[1].StartsWith(removed, StringComparison.Ordinal)
            ? new ObsoleteOption(name, null, parts[1][removed.Length..])
            : new ObsoleteOption(name, OptionTableReader.ParseName(parts[1]), null);
        return option with { OnlyWithText = key.Length > 1 ? key[1] : null };
    }
}
