"""File endings: which formats are read, which hold text but are not, which hold none."""

from __future__ import annotations

from pathlib import PurePosixPath

FORMATS = {
    ".txt": "plain",
    ".text": "plain",
    ".csv": "delimited",
    ".tsv": "delimited",
    ".tab": "delimited",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".xml": "xml",
    ".rss": "xml",
    ".atom": "xml",
    ".tei": "xml",
    ".parquet": "parquet",
    ".warc": "warc",
    ".wet": "warc",
    ".docx": "docx",
    ".docm": "docx",
    ".odt": "odt",
    ".rtf": "rtf",
    ".pdf": "pdf",
    ".epub": "epub",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".db": "sqlite",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".eml": "mail",
    ".mbox": "mail",
    ".mht": "mail",
    ".mhtml": "mail",
    ".webarchive": "webarchive",
    ".md": "markdown",
    ".markdown": "markdown",
    ".zip": "zip",
    ".tar": "tar",
    ".tgz": "tar",
}

# What holds text and is not read: its name, and what to do.
REFUSED = {
    ".doc": ("an old Word document", "save it as .docx, or as .txt"),
    ".wpd": ("a WordPerfect document", "save it as .docx"),
    ".wps": ("a Works document", "save it as .docx"),
    ".pages": ("a Pages document", "export it as .docx"),
    ".xls": ("an old Excel workbook", "save it as .xlsx or .csv"),
    ".xlsb": ("a binary Excel workbook", "save it as .xlsx or .csv"),
    ".ods": ("an OpenDocument table", "save it as .xlsx or .csv"),
    ".numbers": ("a Numbers table", "export it as .csv"),
    ".ppt": ("slides", "export their text"),
    ".pptx": ("slides", "export their text"),
    ".msg": ("an Outlook message", "save it as .eml"),
    ".pst": ("an Outlook mailbox", "export its messages as .eml or .mbox"),
    ".mobi": ("a Kindle book", "convert it to .epub"),
    ".azw": ("a Kindle book", "convert it to .epub"),
    ".azw3": ("a Kindle book", "convert it to .epub"),
    ".djvu": ("a scan", "run it through OCR and save the text"),
    ".tif": ("a picture, perhaps a scan", "run it through OCR and save the text"),
    ".tiff": ("a picture, perhaps a scan", "run it through OCR and save the text"),
    ".7z": ("an archive of a kind that is not opened", "unpack it first"),
    ".rar": ("an archive of a kind that is not opened", "unpack it first"),
    ".wacz": ("a web archive package", "unpack it and give the .warc.gz files in it"),
    ".wat": ("metadata of a crawl, no texts", "give the .wet or .warc files"),
    ".sav": ("an SPSS file", "save it as .csv"),
    ".dta": ("a Stata file", "save it as .csv"),
    ".sas7bdat": ("a SAS file", "save it as .csv"),
    ".rds": ("an R object", "write it with write.csv"),
    ".rdata": ("an R workspace", "write the table in it with write.csv"),
    ".rda": ("an R workspace", "write the table in it with write.csv"),
    ".pkl": ("a Python pickle, which could run code", "save it as .csv or .parquet"),
    ".pickle": ("a Python pickle, which could run code", "save it as .csv or .parquet"),
    ".feather": ("a Feather table", "save it as .parquet or .csv"),
    ".arrow": ("an Arrow table", "save it as .parquet or .csv"),
    ".orc": ("an ORC table", "save it as .parquet or .csv"),
    ".avro": ("an Avro file", "save it as .parquet or .jsonl"),
    ".mdb": ("an Access database", "export its table as .csv"),
    ".accdb": ("an Access database", "export its table as .csv"),
    ".sql": ("a dump of a database", "load it and export the table as .csv"),
    ".yaml": ("YAML", "write it as .jsonl"),
    ".yml": ("YAML", "write it as .jsonl"),
    ".ris": ("a list of references", "export the full texts instead"),
    ".bib": ("a list of references", "export the full texts instead"),
    ".enw": ("a list of references", "export the full texts instead"),
    ".nbib": ("a list of references", "export the full texts instead"),
}

# What lies beside articles and holds none: parts of saved pages, pictures, programs, settings.
WITHOUT_TEXT = frozenset(
    """.css .js .mjs .map .woff .woff2 .ttf .otf .eot .ico .svg .png .jpg .jpeg .gif .webp .avif
    .bmp .mp3 .m4a .wav .ogg .mp4 .m4v .mov .webm .avi .swf .py .pyc .r .rmd .ipynb .do .sh .bat
    .cmd .ps1 .toml .cfg .ini .lock .log .ann .sha1 .sha256 .md5 .sig .asc .part .tmp .bak .idx
    .cdx .cdxj .exe .dll .so .lnk .url .webloc .desktop""".split()  # noqa: SIM905
)
# Of those that are refused, the ones that are text to look at.
TEXT_LIKE = frozenset((".yaml", ".yml", ".sql", ".ris", ".bib", ".enw", ".nbib", ".wat"))
PACKED = (".gz", ".bz2", ".xz", ".zst")


def ending_of(name: str) -> str:
    """The ending that says the format, that of the packing left aside, in small letters."""
    place = PurePosixPath(name.lower())
    return PurePosixPath(place.stem).suffix if place.suffix in PACKED else place.suffix
