namespace Airflow.Engine.Listing;

/// <summary>How a field is compared with the values of a filter.</summary>
public enum ListOperator
{
    /// <summary>One of the values, of which one may be null.</summary>
    AnyOf,
    /// <summary>None of the values.</summary>
    NoneOf,
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
    /// <summary>
    /// One of some patterns, without regard to case: % stands for any text and _ for any letter, an exclamation mark before either, or before
    /// another one, takes it for what it is.
    /// </summary>
    Like,
    /// <summary>Has the text in it; case counts.</summary>
    Contains,
    /// <summary>Is something, whatever it is.</summary>
    Given,
    /// <summary>The values are pairs: from the first of a pair on, up to before the second, or without an end where that is null.</summary>
    Between,
}
