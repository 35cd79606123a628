namespace Airflow.Engine.Dags.Authoring;

/// <summary>The limit on what is mapped over.</summary>
public static class MapLengths
{
    /// <summary>Refuses a result that is too long for the tasks that are mapped over it.</summary>
    /// <exception cref="AirflowException">It has more elements than [core] max_map_length.</exception>
    public static void Require(int length, int limit)
    {
        if (length > limit)
        {
            throw new AirflowException(
                "unmappable_return_value_length",
                $"unmappable return value length: {length} > {limit}; the pushed value is too large to map as a downstream's dependency. Return less, or raise [core] max_map_length.");
        }
    }
}
