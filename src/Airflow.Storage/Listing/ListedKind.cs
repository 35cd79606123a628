namespace Airflow.Storage.Listing;

/// <summary>What a field of a list holds.</summary>
internal enum ListedKind
{
    Text,
    /// <summary>A whole number.</summary>
    Number,
    /// <summary>A number with a fraction.</summary>
    Real,
    Time,
    Flag,
    /// <summary>A uuid.</summary>
    Id,
}
