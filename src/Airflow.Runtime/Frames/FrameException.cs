using Airflow.Engine.MessagePack;

namespace Airflow.Runtime.Frames;

/// <summary>A message that is no frame of the protocol, or a value that no frame can carry.</summary>
internal sealed class FrameException(string message, Exception? innerException = null) : MessagePackException(message, innerException);
