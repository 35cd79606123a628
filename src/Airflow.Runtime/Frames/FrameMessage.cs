namespace Airflow.Runtime.Frames;

/// <summary>The body of a frame; its kind is in the key "type".</summary>
internal abstract record FrameMessage : FramePart
{
    public abstract string Type { get; }
}
