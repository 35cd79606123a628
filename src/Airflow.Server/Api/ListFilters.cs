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

    /// <summary>The field is one of the texts that the parameter gives, when it gives any.</summary>
    public ListFilters AnyOf(string field, string parameter) =>
        call.Texts(parameter) is { Count: > 0 } texts ? Add(ListFilter.In(field, texts)) : this;

    public ListFilters Is(string field, string parameter) => call.Text(parameter) is { } text ? Add(ListFilter.Is(field, text)) : this;

    public ListFilters IsNumber(string field, string parameter) => call.Long(parameter) is { } number ? Add(ListFilter.Is(field, number)) : this;

    public ListFilters IsFlag(string field, string parameter) => call.Flag(parameter) is { } flag ? Add(ListFilter.Is(field, flag)) : this;

    /// <summary>The bounds that name_gte, name_gt, name_lte and name_lt give.</summary>
    public ListFilters Range(string field, string name, ApiKind kind = ApiKind.Time)
    {
        Bound(field, $"{name}_gte", ListOperator.AtLeast, kind);
        Bound(field, $"{name}_gt", ListOperator.MoreThan, kind);
        Bound(field, $"{name}_lte", ListOperator.AtMost, kind);
        Bound(field, $"{name}_lt", ListOperator.LessThan, kind);
        return this;
    }

    /// <summary>What name_pattern and name_prefix_pattern ask for; ~ asks for everything.</summary>
    public ListFilters Pattern(string field, string name)
    {
        Add(field, ListOperator.Like, call.Text($"{name}_pattern"));
        Add(field, ListOperator.StartsWith, call.Text($"{name}_prefix_pattern"));
        return this;
    }

    /// <summary>The field is one of the texts; nothing is asked where there is no list.</summary>
    public ListFilters AnyOf(string field, IReadOnlyList<string?>? texts) => texts is { Count: > 0 } ? Add(ListFilter.In(field, texts)) : this;

    /// <summary>The field is one of the numbers that the parameter gives, when it gives any.</summary>
    public ListFilters AnyNumber(string field, string parameter) =>
        call.Longs(parameter) is { Count: > 0 } numbers ? Add(ListFilter.In(field, numbers.Cast<object?>())) : this;

    /// <summary>The field, a text, has this one in it; nothing is asked where there is none.</summary>
    public ListFilters Contains(string field, string? text) =>
        string.IsNullOrEmpty(text) ? this : Add(new ListFilter(field, ListOperator.Like, $"%{text}%"));

    /// <summary>A named condition on a pattern that is looked for anywhere.</summary>
    public ListFilters Like(string condition, string? pattern)
    {
        Add(condition, ListOperator.Like, pattern);
        return this;
    }

    public ListFilters Bound(string field, ListOperator operation, object? value)
    {
        if (value is not null)
        {
            filters.Add(new ListFilter(field, operation, value));
        }

        return this;
    }

    private void Add(string field, ListOperator operation, string? text)
    {
        if (text is not (null or "" or "~"))
        {
            // as in Airflow, also one with wildcards of its own is looked for anywhere
            filters.Add(new ListFilter(field, operation, operation == ListOperator.Like ? Anywhere(text) : text));
        }
    }

    private static string Anywhere(string text) => string.Join('|', text.Split('|').Select(static one => one.Trim()).Select(static one => one.Length == 0 ? one : $"%{one}%"));

    private void Bound(string field, string parameter, ListOperator operation, ApiKind kind)
    {
        object? value = kind == ApiKind.Time ? call.Time(parameter) : call.Number(parameter);
        Bound(field, operation, value);
    }
}
