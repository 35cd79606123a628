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
    /// <summary>An SQL pattern of % and _, without regard to case; alternatives are separated by |.</summary>
    Like,
    /// <summary>Begins with one of the texts, separated by |; case counts.</summary>
    StartsWith,
}
