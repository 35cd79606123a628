namespace Airflow.Tests.Assets;

public sealed class AssetTests
{
    [Theory]
    [InlineData("S3://Bucket/Key/", "s3://Bucket/Key")]
    [InlineData("https://me:secret@host/a?b=2&a=1#top", "https://host/a?a=1&b=2")]
    [InlineData("postgresql://host/db/public/orders", "postgres://host:5432/db/public/orders")]
    [InlineData("orders of the day", "orders of the day")]
    [InlineData("x-mine:Any Thing/", "x-mine:Any Thing/")]
    public void Its_uri_has_the_normal_form(string written, string uri)
    {
        new Asset("name", written).Uri.ShouldBe(uri);
        new Asset("name", written).ShouldBe(new Asset("name", uri));
    }

    [Fact]
    public void Without_a_name_it_is_named_by_its_uri_as_it_was_written() => new Asset("s3://bucket/key/").Name.ShouldBe("s3://bucket/key/");

    [Theory]
    [InlineData("airflow://x")]
    [InlineData("postgres://host/only_a_database")]
    public void A_uri_that_its_scheme_does_not_allow_is_refused(string uri) => Should.Throw<ArgumentException>(() => new Asset("a", uri));

    [Theory]
    [InlineData("self")]
    [InlineData("context")]
    public void A_name_that_templates_use_is_refused(string name) => Should.Throw<ArgumentException>(() => new Asset(name, "s3://a")).Message.ShouldContain(name);
}
