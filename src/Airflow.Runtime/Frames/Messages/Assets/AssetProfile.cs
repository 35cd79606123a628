namespace Airflow.Runtime.Frames.Messages;

/// <summary>An asset as an outlet names it.</summary>
internal sealed record AssetProfile : FramePart
{
    public string? Name { get; set; }
    public string? Uri { get; set; }
    public string Type { get; set; } = "";

    internal override void Visit(ref FieldCodec fields)
    {
        Name = fields.OptionalText("name"u8, Name);
        Uri = fields.OptionalText("uri"u8, Uri);
        Type = fields.Text("type"u8, Type);
    }
}
