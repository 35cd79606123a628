using FsCheck;
using FsCheck.Fluent;

namespace Airflow.Tests.Assets;

public sealed class AssetUriTests
{
    [Fact]
    public void A_clean_uri_stays_as_it_is() =>
        Prop.ForAll(Uris(), static uri => AssetUri.Sanitize(AssetUri.Sanitize(uri)) == AssetUri.Sanitize(uri)).QuickCheckThrowOnFailure();

    [Fact]
    public void Another_user_of_the_same_place_means_the_same_asset() =>
        new Asset("a", "FTP://me:secret@h/p/").ShouldBe(new Asset("a", "ftp://you:other@h/p"));

    private static Arbitrary<string> Uris() =>
        (from scheme in Gen.Elements("s3", "HTTPS", "file", "x-own", "gs")
         from host in Gen.Elements("", "h", "u:p@h", "h:80")
         from path in Gen.Elements("", "/", "/a", "/a b/", "/a//b//")
         from query in Gen.Elements("", "?", "?b=2&a=1", "?a=%20x&a=", "?q=a+b#f")
         select $"{scheme}://{host}{path}{query}").ToArbitrary();
}
