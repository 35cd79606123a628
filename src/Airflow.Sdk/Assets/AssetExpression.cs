namespace Airflow;

/// <summary>An asset, or assets joined by <c>&amp;</c> (all of them) and <c>|</c> (any of them), as a schedule.</summary>
public abstract record AssetExpression
{
    private protected AssetExpression()
    {
    }

    /// <summary>Both sides are needed.</summary>
    /// <param name="left">One side.</param>
    /// <param name="right">The other side.</param>
    /// <returns>The joined expression.</returns>
    public static AssetExpression operator &(AssetExpression left, AssetExpression right) => BitwiseAnd(left, right);

    /// <summary>Either side is enough.</summary>
    /// <param name="left">One side.</param>
    /// <param name="right">The other side.</param>
    /// <returns>The joined expression.</returns>
    public static AssetExpression operator |(AssetExpression left, AssetExpression right) => BitwiseOr(left, right);

    /// <summary>Both sides are needed.</summary>
    /// <param name="left">One side.</param>
    /// <param name="right">The other side.</param>
    /// <returns>The joined expression.</returns>
    public static AssetExpression BitwiseAnd(AssetExpression left, AssetExpression right) => left is AssetAll all
        ? new AssetAll([.. all.Parts, right])
        : new AssetAll([left, right]);

    /// <summary>Either side is enough.</summary>
    /// <param name="left">One side.</param>
    /// <param name="right">The other side.</param>
    /// <returns>The joined expression.</returns>
    public static AssetExpression BitwiseOr(AssetExpression left, AssetExpression right) => left is AssetAny any
        ? new AssetAny([.. any.Parts, right])
        : new AssetAny([left, right]);
}
