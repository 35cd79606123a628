namespace Airflow.Server.Api.Accounts;

/// <summary>Pages of what is few enough to be read whole.</summary>
internal static class AccountPage
{
    public static ApiParameter OrderBy(string otherwise) => ApiParameter.Text("order_by") with { Default = otherwise };

    /// <exception cref="ApiException">400: there is no order by that.</exception>
    public static IEnumerable<T> Of<T>(ApiCall call, IEnumerable<T> all, params ReadOnlySpan<(string Name, Func<T, object?> Key)> orders)
    {
        var given = call.Text("order_by")!;
        foreach (var (name, key) in orders)
        {
            if (name == given.TrimStart('-'))
            {
                var comparer = Comparer<object?>.Create(static (one, other) =>
                    one is string text ? string.CompareOrdinal(text, other as string) : Comparer<object?>.Default.Compare(one, other));
                var sorted = given.StartsWith('-') ? all.OrderByDescending(key, comparer) : all.OrderBy(key, comparer);
                return sorted.Skip((int)Math.Min(call.Long("offset") ?? 0, int.MaxValue)).Take((int)Math.Min(call.Long("limit") ?? 0, call.Services.MaxPageLimit));
            }
        }

        throw ApiException.BadRequest($"Ordering with '{given}' is disallowed or the attribute does not exist on the model");
    }
}
