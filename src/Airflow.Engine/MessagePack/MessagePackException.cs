namespace Airflow.Engine.MessagePack;

/// <summary>Bytes that are no MessagePack, or not the value that is asked for.</summary>
public class MessagePackException(string message, Exception? innerException = null) : IOException(message, innerException);
