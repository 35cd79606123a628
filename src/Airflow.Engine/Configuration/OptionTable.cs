using System.Diagnostics.CodeAnalysis;

namespace Airflow.Engine.Configuration;

/// <summary>
/// All options this release knows. One option is found by a search of the embedded text, since most processes ask for a handful
/// and parsing all of it takes longer than the rest of a short command; the whole is read when somebody wants the whole.
/// </summary>
public sealed class OptionTable
{
    private static OptionTable? s_instance;

    private readonly string _text = EmbeddedText.Read("options.txt");
    private readonly Dictionary<string, OptionDefinition?> _found = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private IReadOnlyList<OptionDefinition>? _options;

    private OptionTable()
    {
    }

    /// <summary>The table of this release.</summary>
    public static OptionTable Instance => s_instance ??= new OptionTable();

    /// <summary>All options, in the order in which airflow.cfg lists them.</summary>
    public IReadOnlyList<OptionDefinition> Options => _options ??= OptionTableReader.Read(_text);

    /// <summary>The sections, in order.</summary>
    public IEnumerable<string> Sections => Options.Select(option => option.Name.Section).Distinct(StringComparer.Ordinal);

    public bool TryFind(OptionName name, [MaybeNullWhen(false)] out OptionDefinition option)
    {
        var key = string.Concat(name.Section, ".", name.Key);
        lock (_lock)
        {
            if (!_found.TryGetValue(key, out option))
            {
                option = OptionTableReader.Find(_text, name.Section, name.Key);
                _found.Add(key, option);
            }

            return option is not null;
        }
    }

    /// <summary>The option that once had this name and is still read from it.</summary>
    public bool TryFindByFormerName(OptionName name, [MaybeNullWhen(false)] out OptionDefinition option)
    {
        option = OptionTableReader.FindByFormerName(_text, name.Section, name.Key);
        return option is not null;
    }

    /// <summary>The options of one section, in order.</summary>
    public IEnumerable<OptionDefinition> InSection(string section) =>
        Options.Where(option => string.Equals(option.Name.Section, section, StringComparison.Ordinal));
}
