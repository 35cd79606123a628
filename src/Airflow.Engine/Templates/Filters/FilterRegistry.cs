using System.Collections.Frozen;

namespace Airflow.Engine.Templates;

/// <summary>Filters by name.</summary>
internal sealed class FilterRegistry
{
    private readonly FrozenDictionary<string, Func<CallArguments, object?>> _filters;

    private FilterRegistry(IEnumerable<KeyValuePair<string, Func<CallArguments, object?>>> filters) =>
        _filters = filters.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Jinja's filters and Airflow's.</summary>
    public static FilterRegistry BuiltIn { get; } = new(
        ((PyFunction[])[.. TextFilters.All, .. TextLayoutFilters.All, .. SequenceFilters.All, .. SelectionFilters.All, .. ValueFilters.All, .. DateFilters.All])
            .Select(function => KeyValuePair.Create<string, Func<CallArguments, object?>>(function.Name, function.Call))
            .Concat(Aliases()));

    public Func<CallArguments, object?>? Find(string name) => _filters.GetValueOrDefault(name);

    /// <summary>These filters and others beside them.</summary>
    public FilterRegistry With(IEnumerable<KeyValuePair<string, Func<CallArguments, object?>>> filters) =>
        new(new Dictionary<string, Func<CallArguments, object?>>(_filters.Concat(filters).GroupBy(item => item.Key, StringComparer.Ordinal)
            .Select(group => group.Last()), StringComparer.Ordinal));

    private static IEnumerable<KeyValuePair<string, Func<CallArguments, object?>>> Aliases()
    {
        var functions = ((PyFunction[])[.. TextFilters.All, .. SequenceFilters.All, .. ValueFilters.All]).ToDictionary(function => function.Name, StringComparer.Ordinal);
        return new[] { ("count", "length"), ("d", "default"), ("e", "escape"), ("forceescape", "escape") }
            .Select(alias => KeyValuePair.Create<string, Func<CallArguments, object?>>(alias.Item1, functions[alias.Item2].Call));
    }
}
