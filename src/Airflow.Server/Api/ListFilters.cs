using Airflow.Engine.Listing;

namespace Airflow.Server.Api;

/// <summary>Collects the conditions that a call's parameters make.</summary>
internal sealed class ListFilters(ApiCall call)
{
    private readonly List<ListFilter> filters = [];

    public IReadOnlyList<ListFilter> All => filters;

    public ListFilters Add(ListFilter filter)
    {
        filters.Add(filter);
        return this;
    }

    /// <summary>Of what belongs to DAGs, only what the caller may do this with.</summary>
    public ListFilters Visible(string field, string action, string resource) =>
        call.User.DagsFor(action, resource) is { } dags ? Add(ListFilter.In(field, dags)) : this;

    /// <summary>The same of what may belong to no DAG, which everybody sees.</summary>
    public ListFilters VisibleOrOfNone(string field, string action, string resource) =>
        call.User.DagsFor(action, resource) is { } dags ? Add(ListFilter.In(field, [.. dags, null])) : this;

    /// <summary>The field is one of the texts that the parameter gives, when it gives any.</summary>
    public ListFilters AnyOf(string field, string parameter) =>
        call.Texts(parameter) is { Count: > 0 } texts ? Add(ListFilter.In(field, texts)) : this;

    /// <summary>The field is the text of the parameter; one without a letter asks for nothing.</summary>
    public ListFilters Is(string field, string parameter) => call.Text(parameter) is { Length: > 0 } text ? Add(ListFilter.Is(field, text)) : this;

    public ListFilters IsNumber(string field, string parameter) => call.Long(parameter) is { } number ? Add(ListFilter.Is(field, number)) : this;

    public ListFilters IsFlag(string field, string parameter) => call.Flag(parameter) is { } flag ? Add(ListFilter.Is(field, flag)) : this;

    /// <summary>
    /// The bounds that name_gte, name_gt, name_lte and name_lt give. Zero is no bound of a number. What has not begun or ended yet will do so
    /// after every time that is past, and counts as now where a bound lies ahead.
    /// </summary>
    public ListFilters Range(string field, string name, ApiKind kind = ApiKind.Time)
    {
        Bound(field, name, "gte", ListOperator.AtLeast, kind);
        Bound(field, name, "gt", ListOperator.MoreThan, kind);
        Bound(field, name, "lte", ListOperator.AtMost, kind);
        Bound(field, name, "lt", ListOperator.LessThan, kind);
        return this;
    }

    /// <summary>What name_pattern and name_prefix_pattern ask for.</summary>
    public ListFilters Pattern(string field, string name) => Pattern(field, $"{name}_pattern", $"{name}_prefix_pattern", hasAlternatives: true);

    /// <param name="field">The field.</param>
    /// <param name="pattern">The parameter of a text to be found anywhere; null: there is none.</param>
    /// <param name="prefix">The parameter of a text to begin with; null: there is none.</param>
    /// <param name="hasAlternatives">Whether an upright line separates alternatives rather than being one letter.</param>
    public ListFilters Pattern(string field, string? pattern, string? prefix, bool hasAlternatives)
    {
        if (pattern is not null && call.Text(pattern) is { } text)
        {
            Add(SearchPattern.Anywhere(field, text, hasAlternatives));
        }

        return prefix is not null && call.Text(prefix) is { } beginning ? Add(SearchPattern.Beginning(field, beginning, hasAlternatives)) : this;
    }

    /// <summary>The field is one of the texts; nothing is asked where there is no list.</summary>
    public ListFilters AnyOf(string field, IReadOnlyList<string?>? texts) => texts is { Count: > 0 } ? Add(ListFilter.In(field, texts)) : this;

    /// <summary>The field is one of the numbers that the parameter gives, when it gives any.</summary>
    public ListFilters AnyNumber(string field, string parameter) =>
        call.Longs(parameter) is { Count: > 0 } numbers ? Add(ListFilter.In(field, numbers.Cast<object?>())) : this;

    /// <summary>The field, a text, has this one in it as it is; nothing is asked where there is none.</summary>
    public ListFilters Contains(string field, string? text) =>
        string.IsNullOrEmpty(text) ? this : Add(new ListFilter(field, ListOperator.Contains, text));

    public ListFilters Bound(string field, ListOperator operation, object? value)
    {
        if (value is not null)
        {
            filters.Add(new ListFilter(field, operation, value));
        }

        return this;
    }

    private void Bound(string field, string name, string suffix, ListOperator operation, ApiKind kind)
    {
        if (kind == ApiKind.Number)
        {
            Bound(field, operation, call.Number($"{name}_{suffix}") is { } number and not 0 ? number : null);
        }
        else if (call.Time($"{name}_{suffix}") is { } time)
        {
            var isLower = operation is ListOperator.AtLeast or ListOperator.MoreThan;
            var isOpen = name is "start_date" or "end_date" && (isLower || time >= call.Services.Clock.GetUtcNow());
            Add(new ListFilter(field, operation, time) { OrNothing = isOpen });
        }
    }
}
