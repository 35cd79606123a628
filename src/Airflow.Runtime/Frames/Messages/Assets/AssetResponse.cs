namespace Airflow.Runtime.Frames.Messages;

/// <summary>An asset.</summary>
internal sealed record AssetResponse : FramePart
{
    public string Name { get; set; } = "";
    public string Uri { get; set; } = "";
    public string Group { get; set; } = "";
    public FrameValue Extra { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        Name = fields.Text("name"u8, Name);
        Uri = fields.Text("uri"u8, Uri);
        Group = fields.Text("group"u8, Group);
        Extra = fields.Value("extra"u8, Extra);
    }
}
