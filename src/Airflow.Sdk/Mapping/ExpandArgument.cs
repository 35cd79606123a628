namespace Airflow;

/// <summary>One argument of a mapped task and where its elements come from.</summary>
/// <param name="Name">Its name in Airflow's spelling.</param>
/// <param name="Source">Where the elements come from.</param>
internal sealed record ExpandArgument(string Name, ExpandSource Source);
