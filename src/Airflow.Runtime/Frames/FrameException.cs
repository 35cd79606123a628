namespace Airflow.Runtime.Frames;

/// <summary>Bytes that are no frame of the protocol, or a value that no frame can carry.</summary>
internal sealed class FrameException(string message, Exception? innerException = null) : IOException(message, innerException);
