namespace Airflow.Engine.Templates;

/// <summary>Stable sorting by Python's order.</summary>
internal static class Sorting
{
    /// <summary>How keys are compared: texts without regard to case, unless asked.</summary>
    public static Func<object?, object?> Fold(bool caseSensitive) =>
        caseSensitive ? static value => value : static value => value is string text ? text.ToLowerInvariant() : value;

    public static IEnumerable<object?> Sort(IEnumerable<object?> items, Func<object?, object?[]> keys, bool reverse)
    {
        var decorated = items.Select(item => (Item: item, Keys: keys(item))).ToList();
        var comparer = Comparer<object?[]>.Create((left, right) => Compare(left, right));
        // Python's reverse keeps equal items in their order, as OrderByDescending does
        var sorted = reverse ? decorated.OrderByDescending(item => item.Keys, comparer) : decorated.OrderBy(item => item.Keys, comparer);
        try
        {
            return sorted.Select(item => item.Item).ToList();
        }
        catch (InvalidOperationException exception) when (exception.InnerException is TemplateException inner)
        {
            throw new TemplateException(inner.Kind, inner.Problem, inner.Line, inner);
        }
    }

    private static int Compare(object?[] left, object?[] right)
    {
        for (var index = 0; index < left.Length; index++)
        {
            if (!PyEquality.Equals(left[index], right[index]))
            {
                return PyComparison.Compare(left[index], right[index], "<") ?? 0;
            }
        }

        return 0;
    }
}
