namespace Airflow.Testing.Simulation;

/// <summary>A simulation came to something that must never be; the message says what, and how to see it again.</summary>
public sealed class SimulationFailedException : Exception
{
    /// <summary>Tells what happened.</summary>
    /// <param name="message">What must never be, and was.</param>
    public SimulationFailedException(string message)
        : base(message)
    {
    }

    /// <summary>Tells what happened, and why.</summary>
    /// <param name="message">What must never be, and was.</param>
    /// <param name="innerException">The error behind it.</param>
    public SimulationFailedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
