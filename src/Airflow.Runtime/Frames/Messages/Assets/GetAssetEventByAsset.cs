namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks for events of one asset.</summary>
internal sealed record GetAssetEventByAsset : FrameMessage
{
    public override string Type => "GetAssetEventByAsset";
    private static ReadOnlySpan<byte> TypeUtf8 => "GetAssetEventByAsset"u8;
    public string? Name { get; set; }
    public string? Uri { get; set; }
    public DateTimeOffset? After { get; set; }
    public DateTimeOffset? Before { get; set; }
    public int? Limit { get; set; }
    public bool Ascending { get; set; } = true;

    internal override void Visit(ref FieldCodec fields)
    {
        Name = fields.OptionalText("name"u8, Name);
        Uri = fields.OptionalText("uri"u8, Uri);
        After = fields.OptionalTime("after"u8, After);
        Before = fields.OptionalTime("before"u8, Before);
        Limit = fields.OptionalInt("limit"u8, Limit);
        Ascending = fields.Bool("ascending"u8, Ascending);
        fields.Type(TypeUtf8);
    }
}
