namespace Airflow;

/// <summary>A value cannot be stored as an XCom: it has no JSON form, holds NaN or infinity, is nested too deep, or cannot be mapped over.</summary>
public sealed class XComSerializationException : Exception
{
    /// <summary>Says nothing about the value.</summary>
    public XComSerializationException()
        : base("A value cannot be stored as an XCom.")
    {
    }

    /// <summary>Says what is wrong.</summary>
    /// <param name="message">Task, type and reason.</param>
    public XComSerializationException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong and what the serialiser said.</summary>
    /// <param name="message">Task, type and reason.</param>
    /// <param name="innerException">The serialiser's own exception.</param>
    public XComSerializationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
