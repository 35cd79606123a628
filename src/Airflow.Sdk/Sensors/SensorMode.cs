namespace Airflow;

/// <summary>What a sensor does between two looks.</summary>
public enum SensorMode
{
    /// <summary>It keeps its slot and sleeps; for short waits.</summary>
    Poke,

    /// <summary>It gives its slot back and is called again; for long waits.</summary>
    Reschedule,
}
