using Airflow.Engine.Listing;

namespace Airflow.Server.Api;

/// <summary>The parameters by which every list is read page by page, and how they become a question to a listing.</summary>
internal static class Paging
{
    /// <summary>What order_by may name at most.</summary>
    private const int MaxOrders = 10;

    public static ApiParameter Limit { get; } = ApiParameter.Integer("limit") with { Minimum = 0, Default = 50 };

    public static ApiParameter Offset { get; } = ApiParameter.Integer("offset") with { Minimum = 0, Default = 0 };

    public static ApiParameter Cursor { get; } = ApiParameter.Text("cursor");

    public static ApiParameter OrderBy(params string[] otherwise) => ApiParameter.Texts("order_by") with
    {
        Default = new System.Text.Json.Nodes.JsonArray([.. otherwise.Select(name => (System.Text.Json.Nodes.JsonNode)name)]),
    };

    /// <summary>The page that the call asks for; an unknown order is refused.</summary>
    public static ListQuery Read<T>(ApiCall call, IListing<T> listing, IEnumerable<ListFilter> filters)
    {
        var limit = (int)Math.Min(call.Long("limit") ?? 50, call.Services.MaxPageLimit);
        var query = new ListQuery
        {
            Filters = [.. filters],
            Order = Orders(call.Texts("order_by") ?? [], listing),
            Limit = limit,
            Offset = (int)Math.Min(call.Long("offset") ?? 0, int.MaxValue),
        };
        return call.Text("cursor") is { } cursor ? query with { HasCursors = true, Offset = 0, Cursor = CursorOf(cursor) } : query;
    }

    /// <param name="names">What is asked for.</param>
    /// <param name="listing">What can be asked for.</param>
    /// <param name="allowed">Only these of it; null: all.</param>
    public static IReadOnlyList<ListOrder> Orders<T>(IReadOnlyList<string> names, IListing<T> listing, IReadOnlyCollection<string>? allowed = null)
    {
        if (names.Count > MaxOrders)
        {
            throw ApiException.BadRequest($"Ordering with more than {MaxOrders} parameters is not allowed. Provided: [{string.Join(", ", names.Select(name => $"'{name}'"))}]");
        }

        var orders = names.Select(ListOrder.Parse).ToList();
        return orders.Find(order => !listing.CanOrderBy(order.Field) || allowed?.Contains(order.Field) == false) is { } unknown
            ? throw ApiException.BadRequest($"Ordering with '{unknown.Field}' is disallowed or the attribute does not exist on the model")
            : orders.DistinctBy(order => order.Field, StringComparer.Ordinal).ToList();
    }

    private static ListCursor? CursorOf(string text) => text.Length == 0 ? null : ListCursor.Parse(text);
}
