using System.Diagnostics.CodeAnalysis;

namespace Airflow.Engine.Configuration;

/// <summary>All options this release knows, in the order in which airflow.cfg lists them.</summary>
public sealed class OptionTable
{
    private static readonly Lazy<OptionTable> LazyInstance = new(() => OptionTableReader.Read(EmbeddedText.Read("options.txt")));

    private readonly Dictionary<OptionName, OptionDefinition> _byName;
    private readonly Dictionary<OptionName, OptionDefinition> _byFormerName = [];
    private readonly Lazy<Dictionary<string, OptionDefinition>> _byVariable;

    internal OptionTable(IReadOnlyList<OptionDefinition> options)
    {
        Options = options;
        _byName = options.ToDictionary(option => option.Name);
        foreach (var option in options)
        {
            foreach (var former in option.FormerNames)
            {
                _byFormerName.TryAdd(former, option);
            }
        }

        _byVariable = new(() => Options.ToDictionary(option => option.Name.EnvironmentVariable, StringComparer.Ordinal));
    }

    /// <summary>The table of this release.</summary>
    public static OptionTable Instance => LazyInstance.Value;

    /// <summary>All options.</summary>
    public IReadOnlyList<OptionDefinition> Options { get; }

    /// <summary>The sections, in order.</summary>
    public IEnumerable<string> Sections => Options.Select(option => option.Name.Section).Distinct(StringComparer.Ordinal);

    public bool TryFind(OptionName name, [MaybeNullWhen(false)] out OptionDefinition option) => _byName.TryGetValue(name, out option);

    /// <summary>The option that once had this name and is still read from it.</summary>
    public bool TryFindByFormerName(OptionName name, [MaybeNullWhen(false)] out OptionDefinition option) =>
        _byFormerName.TryGetValue(name, out option);

    public bool TryFindByVariable(string variable, [MaybeNullWhen(false)] out OptionDefinition option) =>
        _byVariable.Value.TryGetValue(variable, out option);

    /// <summary>The options of one section, in order.</summary>
    public IEnumerable<OptionDefinition> InSection(string section) =>
        Options.Where(option => string.Equals(option.Name.Section, section, StringComparison.Ordinal));
}
