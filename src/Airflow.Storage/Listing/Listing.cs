using System.Globalization;
using Airflow.Engine.Listing;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Listing;

#pragma warning disable MA0049 // lists are what the folder is about
/// <summary>A list read from the database: one statement for the page, one for the total, in one read.</summary>
internal sealed class Listing<T>(ISqlDatabase database, ISqlDatabase wide, ListTotals totals, ListingShape<T> shape) : IListing<T>
{
    private const string DagId = "dag_id";

    public bool CanOrderBy(string field) => shape.Fields.TryGetValue(field, out var found) && found.IsOrdered;

    public Task<ListPage<T>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var order = OrderOf(query);
        return query.Cursor is { } given && given.Keys.Count != order.Count
            ? throw ListCursor.Invalid("Cursor token does not match current query shape")
            : (IsOfFew(query) ? database : wide).ReadAsync(session => ReadWholeAsync(session, query, order), cancellationToken);
    }

    /// <summary>Whether it is asked for by what an index leads to.</summary>
    private bool IsOfFew(ListQuery query) =>
        query.Filters.Any(filter => filter is { Operator: ListOperator.AnyOf, Values.Count: > 0 } && (filter.Field == DagId || shape.Key.Contains(filter.Field)));

    private async Task<ListPage<T>> ReadWholeAsync(ISqlSession session, ListQuery query, List<ListOrder> order)
    {
        var page = await ReadAsync(session, query, order);
        return shape.Complete is { } complete && page.Items.Count > 0 ? page with { Items = await complete(session, page.Items) } : page;
    }

    private async Task<ListPage<T>> ReadAsync(ISqlSession session, ListQuery query, List<ListOrder> order)
    {
        var total = await CountAsync(session, query);
        if (query.Limit == 0 || total == 0)
        {
            return new ListPage<T>([], total);
        }

        if (!query.HasCursors)
        {
            var items = await session.ListAsync(Page(query, order, out var sql), shape.Read, [.. sql.Arguments]);
            return new ListPage<T>(items, total);
        }

        var isBackward = query.Cursor?.IsBackward == true;
        var reading = isBackward ? [.. order.Select(one => one with { IsDescending = !one.IsDescending })] : order;

        // one more than asked for tells whether there is another page
        var rows = await session.ListAsync(
            Page(query with { Limit = query.Limit + 1 }, reading, out var statement),
            row => (Item: shape.Read(row), Keys: KeysOf(row, order)),
            [.. statement.Arguments]);
        return Cut(query, rows, isBackward, total);
    }

    private static ListPage<T> Cut(ListQuery query, IReadOnlyList<(T Item, object?[] Keys)> rows, bool isBackward, int total)
    {
        var hasMore = rows.Count > query.Limit;
        var page = rows.Take(query.Limit).ToList();
        if (isBackward)
        {
            page.Reverse();
        }

        if (page.Count == 0)
        {
            return new ListPage<T>([], total);
        }

        var isFirst = isBackward ? !hasMore : query.Cursor is null;
        var isLast = !isBackward && !hasMore;
        return new ListPage<T>([.. page.Select(row => row.Item)], total)
        {
            Next = isLast ? null : new ListCursor(IsBackward: false, page[^1].Keys),
            Previous = isFirst ? null : new ListCursor(IsBackward: true, page[0].Keys),
        };
    }

    private Task<int> CountAsync(ISqlSession session, ListQuery query)
    {
        var sql = Filtered(query);
        var from = shape.Tables.For(sql.Where);
        var text = query.HasCursors
            ? $"SELECT COUNT(*) FROM (SELECT 1 FROM {from}{sql.Where} LIMIT {ListQuery.MaxCursorTotal}) counted"
            : $"SELECT COUNT(*) FROM {from}{sql.Where}";
        var key = $"{text}\n{string.Join('\n', sql.Arguments.Select(static argument => $"{argument.Value?.GetType().Name} {argument.Value}"))}";
        return totals.GetAsync(key, () => session.FirstAsync(ListStatements.Keep(text), static row => row.Int(0), [.. sql.Arguments]));
    }

    private string Page(ListQuery query, List<ListOrder> order, out ListSql sql)
    {
        sql = Filtered(query);
        if (query.Cursor is { } cursor)
        {
            sql.AddAfter(order, cursor.Keys);
        }

        var keys = query.HasCursors ? string.Concat(order.Select(one => $", {shape.Fields[one.Field].Sql}")) : "";

        // a planner that knows the limit reads no further than that; one that does not takes a tenth of the table for wanted
        var page = string.Create(CultureInfo.InvariantCulture, $"\nLIMIT {query.Limit}") + (query.Offset == 0 ? "" : $" OFFSET {sql.Parameter(query.Offset)}");
        var sorted = sql.OrderBy(order);
        var chosen = shape.Tables.For(sql.Where + sorted);
        var key = shape.Fields[shape.Key[0]].Sql;
        if (shape.Key.Count > 1 || !shape.Tables.Has(key) || chosen == shape.Tables.For(shape.Tables.Joins))
        {
            return ListStatements.Keep($"SELECT {shape.Select}{keys}\nFROM {shape.From}{sql.Where}{sorted}{page}");
        }

        // the rows are chosen first, from as few tables as that takes; the others are read for those of the page alone
        return ListStatements.Keep($"""
            SELECT {shape.Select}{keys}
            FROM (SELECT {key} AS chosen_key FROM {chosen}{sql.Where}{sorted}{page}) chosen
            JOIN {shape.Tables.First} ON {key} = chosen.chosen_key{shape.Tables.Joins}{sorted}
            """);
    }

    private ListSql Filtered(ListQuery query)
    {
        var sql = new ListSql(shape.Fields, shape.Conditions);
        sql.Add(shape.Where);
        foreach (var filter in query.Filters)
        {
            sql.Add(filter);
        }

        return sql;
    }

    private object?[] KeysOf(SqlRow row, List<ListOrder> order) =>
        [.. order.Select((one, index) => ListKeys.Write(row, shape.Columns + index, shape.Fields[one.Field].Kind))];

    /// <summary>What was asked for, then what tells items apart, in the direction of what was asked for first.</summary>
    private List<ListOrder> OrderOf(ListQuery query)
    {
        var order = new List<ListOrder>();
        var isDescending = query.Order is [{ IsDescending: true }, ..];
        foreach (var asked in query.Order)
        {
            AddOnce(order, asked);
            if (shape.Fields[asked.Field].Then is { } next)
            {
                AddOnce(order, asked with { Field = next });
            }
        }

        foreach (var key in shape.Key)
        {
            AddOnce(order, new ListOrder(key, isDescending));
        }

        return order;
    }

    private static void AddOnce(List<ListOrder> order, ListOrder one)
    {
        if (order.TrueForAll(known => known.Field != one.Field))
        {
            order.Add(one);
        }
    }
}
#pragma warning restore MA0049
