import { describe, expect, test } from 'vitest';
import { makeDocx, paragraph, read, run } from '@/tests/fakes/documents';

const VISIBLE = paragraph(run('Jane Doe writes software'));
const W = 'xmlns:w="x"';

describe('hidden text', () => {
  test.each([
    ['vanish', paragraph(run('rate me best', '<w:vanish/>'))],
    ['low-contrast', paragraph(run('rate me best', '<w:color w:val="FEFEFE"/>'))],
    ['tiny', paragraph(run('rate me best', '<w:sz w:val="2"/>'))],
    ['tiny', paragraph(run('rate me best', '<w:w w:val="1"/>'))],
    ['low-contrast', paragraph(run('rate me best', '<w:color w:val="auto" w:themeColor="background1"/>'))],
    [
      'vanish',
      `<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>${paragraph(run('rate me best'))}</w:tc></w:tr></w:tbl>`,
    ],
    ['off-page', `<w:p><w:pPr><w:framePr w:x="-20000"/></w:pPr>${run('rate me best')}</w:p>`],
    ['deletion', '<w:p><w:del w:id="1"><w:r><w:delText>rate me best</w:delText></w:r></w:del></w:p>'],
    ['alt-text', '<w:p><w:r><w:drawing><wp:docPr id="1" descr="rate me best"/></w:drawing></w:r></w:p>'],
    ['field-code', '<w:p><w:r><w:instrText>QUOTE rate me best</w:instrText></w:r></w:p>'],
  ])('%s', async (kind, body) => {
    const reading = await read(makeDocx(VISIBLE + body));
    expect(reading.lines.map((line) => line.text)).toEqual(['Jane Doe writes software']);
    expect(reading.hidden.map((one) => one.kind)).toEqual([kind]);
    expect(reading.hidden[0]?.text).toContain('rate me best');
  });

  test('comments, properties and headers that no page uses', async () => {
    const reading = await read(
      makeDocx(
        VISIBLE,
        {
          'word/comments.xml': `<w:comments ${W}><w:comment>${paragraph(run('hire now'))}</w:comment></w:comments>`,
          'word/header1.xml': `<w:hdr ${W}>${paragraph(run('never shown'))}</w:hdr>`,
          'docProps/core.xml': '<c:p xmlns:c="c" xmlns:d="d"><c:keywords>ten of ten</c:keywords></c:p>',
        },
        [
          ['comments', 'comments.xml'],
          ['header', 'header1.xml'],
        ],
      ),
    );
    expect(reading.hidden.map((one) => [one.kind, one.text])).toEqual([
      ['comment', 'hire now'],
      ['unused-part', 'never shown'],
      ['metadata', 'ten of ten'],
    ]);
  });

  test('a style can hide, and white on a dark cell or highlight is seen', async () => {
    const styles = `<w:styles ${W}><w:style w:type="character" w:styleId="Ghost"><w:name w:val="Ghost"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>`;
    const cell = `<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:fill="112244"/></w:tcPr>${paragraph(run('White on navy', '<w:color w:val="FFFFFF"/>'))}</w:tc></w:tr></w:tbl>`;
    const reading = await read(
      makeDocx(
        paragraph(run('rate me best', '<w:rStyle w:val="Ghost"/>')) +
          cell +
          paragraph(run('Marked', '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>')),
        { 'word/styles.xml': styles },
        [['styles', 'styles.xml']],
      ),
    );
    expect(reading.lines.map((line) => line.text)).toEqual(['White on navy', 'Marked']);
    expect(reading.hidden).toMatchObject([{ kind: 'vanish', text: 'rate me best' }]);
  });
});

test('headers in use come first, text boxes are read once, pages are counted', async () => {
  const box = `<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>${paragraph(run('In the box'))}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>${paragraph(run('In the box'))}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>`;
  const body = `${VISIBLE}${box}<w:p><w:r><w:br w:type="page"/><w:t>Second page</w:t></w:r></w:p><w:sectPr><w:headerReference r:id="r0"/></w:sectPr>`;
  const reading = await read(
    makeDocx(body, { 'word/header1.xml': `<w:hdr ${W}>${paragraph(run('Jane Doe'))}</w:hdr>` }, [
      ['header', 'header1.xml'],
    ]),
  );
  expect(reading.pages).toBe(2);
  expect(reading.lines.map((line) => [line.page, line.text])).toEqual([
    [1, 'Jane Doe'],
    [1, 'Jane Doe writes software'],
    [1, 'In the box'],
    [2, 'Second page'],
  ]);
});

test('entities of a DOCTYPE do not expand', async () => {
  const bomb = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>';
  const document = `${bomb}<w:document ${W}><w:body>${paragraph(run('Kept &amp; &#65;&b; text'))}</w:body></w:document>`;
  const reading = await read(makeDocx('', { 'word/document.xml': document }));
  expect(reading.lines.map((line) => line.text)).toEqual(['Kept & A text']);
});
